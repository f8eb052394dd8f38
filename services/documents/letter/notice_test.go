package letter

import (
	"strings"
	"testing"
)

func TestANoticeOnPaperSaysWhatToDoAndNothingAboutTheChild(t *testing.T) {
	for kind := range notices {
		for _, enclosed := range []bool{false, true} {
			notice, ok := NoticeOf(kind, enclosed)
			if !ok {
				t.Fatal(kind)
			}
			words := notice.words(Letterhead{Name: "Samenwerkingsverband Zuidoost Utrecht"}, Message{CaseID: "3f9k2m7q8r1t", Pupil: Pupil{FirstName: "Noor", LastName: "de Vries"}}, Addressee{})
			all := words.Subject
			for _, section := range words.Sections {
				all += " " + section.Heading + " " + strings.Join(section.Text, " ")
			}
			for _, part := range []string{"Log in op Traject", "3f9k2m7q8r1t", "op papier", "Samenwerkingsverband Zuidoost Utrecht"} {
				if !strings.Contains(all, part) {
					t.Errorf("%s: %q is missing", kind, part)
				}
			}
			if strings.Contains(all, "Noor") || strings.Contains(all, "zit bij dit blad") != enclosed {
				t.Errorf("%s: %s", kind, all)
			}
		}
	}
	if _, ok := NoticeOf("escalation", false); ok {
		t.Error("a parent gets no escalation")
	}
}
