module traject.nl/workflows

go 1.26.8

require traject.nl/proto v0.0.0

require (
	github.com/rickar/cal/v2 v2.1.13 // indirect
	github.com/stretchr/testify v1.12.1 // indirect
	go.temporal.io/sdk v1.50.0 // indirect
	go.yaml.in/yaml/v3 v3.0.6 // indirect
	google.golang.org/protobuf v1.36.12 // indirect
	pgregory.net/rapid v1.3.0 // indirect
)

replace traject.nl/proto => ../proto
