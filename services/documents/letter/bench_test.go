package letter

import "testing"

// BenchmarkLetter makes the PDF of a decision, with all that a letter can have.
func BenchmarkLetter(b *testing.B) {
	for name, to := range map[string]Addressee{"parents": toParent, "school": toSchool} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				pdf, err := Print(zout, so(), to)
				if err != nil {
					b.Fatal(err)
				}
				b.SetBytes(int64(len(pdf)))
			}
		})
	}
}
