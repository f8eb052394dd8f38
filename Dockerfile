# Builds one image of Traject, with the same files as `make images` (docs/images.md):
#
#   docker build --build-arg IMAGE=portal --build-arg VERSION=1.0.0 --tag localhost/traject/portal:1.0.0 .
#
# IMAGE is cases, documents, notifications, portal, registry, worker, bootstrap or traject. A test of tools/images keeps this
# file in step with the list there.
ARG IMAGE
ARG GO_VERSION=1.26.8
ARG NODE_VERSION=24

# What browsers need from the portal.
FROM --platform=$BUILDPLATFORM node:${NODE_VERSION}-bookworm-slim AS assets
WORKDIR /assets
COPY services/portal/assets/package.json services/portal/assets/package-lock.json ./
RUN npm ci --no-audit --no-fund --ignore-scripts
COPY services/portal/assets ./
RUN npm run build

# The program, and the list of what is in it. Go compiles for another processor by itself, so this runs on the builder's own.
FROM --platform=$BUILDPLATFORM golang:${GO_VERSION}-bookworm AS build
ENV CGO_ENABLED=0 GOFLAGS="-trimpath -buildvcs=false" GOTOOLCHAIN=local
WORKDIR /src
COPY go.work go.work.sum ./
COPY proto/go.mod proto/go.sum proto/
COPY workflows/go.mod workflows/go.sum workflows/
COPY services/go.mod services/go.sum services/
COPY tools/go.mod tools/go.sum tools/
RUN --mount=type=cache,target=/go/pkg/mod go mod download
COPY . .
COPY --from=assets /assets/dist services/portal/assets/dist
ARG IMAGE
ARG VERSION=dev
ARG REVISION
ARG SOURCE_DATE_EPOCH=0
ARG TARGETARCH
RUN --mount=type=cache,target=/go/pkg/mod --mount=type=cache,target=/root/.cache/go-build \
    go run ./tools/cmd/images -unpacked /image -version "$VERSION" -revision "$REVISION" -arch "$TARGETARCH" "$IMAGE"

# An entrypoint cannot be made of an argument, so each image has a stage that names its own.
FROM scratch AS image-cases
ENTRYPOINT ["/traject-cases"]
FROM scratch AS image-documents
ENTRYPOINT ["/traject-documents"]
FROM scratch AS image-notifications
ENTRYPOINT ["/traject-notifications"]
FROM scratch AS image-portal
ENTRYPOINT ["/traject-portal"]
FROM scratch AS image-registry
ENTRYPOINT ["/traject-registry"]
FROM scratch AS image-worker
ENTRYPOINT ["/traject-worker"]
FROM scratch AS image-bootstrap
ENTRYPOINT ["/traject-bootstrap"]
FROM scratch AS image-traject
ENTRYPOINT ["/traject"]

FROM image-${IMAGE}
ARG IMAGE
ARG VERSION=dev
ARG REVISION
ARG CREATED=1970-01-01T00:00:00Z
LABEL org.opencontainers.image.title="Traject: ${IMAGE}" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}" \
      org.opencontainers.image.source="https://traject.nl" \
      org.opencontainers.image.created="${CREATED}" \
      org.opencontainers.image.licenses="EUPL-1.2"
COPY --from=build /image/ /
WORKDIR /
USER 65532:65532
EXPOSE 8080
