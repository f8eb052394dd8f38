package cases

import (
	"fmt"
	"testing"
)

// The reader who wants to know a hidden number knows the rules of hiding too. So these tests count back as that reader can: of all
// tables that there could be, which look like the one that was published? A hidden small number is safe when it can still be
// anything from 0 to 4.

// tables gives every way to fill so many rows with numbers up to most.
func tables(rows, most int) [][]int {
	if rows == 0 {
		return [][]int{nil}
	}
	var all [][]int
	for _, rest := range tables(rows-1, most) {
		for count := range most + 1 {
			all = append(all, append([]int{count}, rest...))
		}
	}
	return all
}

// adding gives every way to fill so many rows that adds up to a total.
func adding(rows, total int) [][]int {
	if rows == 1 {
		return [][]int{{total}}
	}
	var all [][]int
	for first := range total + 1 {
		for _, rest := range adding(rows-1, total-first) {
			all = append(all, append([]int{first}, rest...))
		}
	}
	return all
}

func filled(counts []int) *rows {
	ids := make([]string, len(counts))
	for i := range ids {
		ids[i] = fmt.Sprint(i)
	}
	return &rows{ids: ids, counts: counts}
}

// published is what the reader sees of groups.
func published(groups ...OogoGroup) string {
	seen := ""
	write := func(t Tally) {
		if t.Hidden {
			seen += " ?"
			return
		}
		seen += fmt.Sprint(" ", *t.Count)
	}
	for _, group := range groups {
		for _, row := range group.Rows {
			write(row.Tally)
		}
		seen += " ="
		write(group.Total)
	}
	return seen
}

// candidates remembers, for a published sheet, which small numbers each hidden row can be.
type candidates map[string]map[[2]int]bool

func (c candidates) add(seen string, row, count int) {
	if c[seen] == nil {
		c[seen] = map[[2]int]bool{}
	}
	c[seen][[2]int{row, count}] = true
}

// addSmall adds the small numbers of tables, of which the rows are numbered from first.
func (c candidates) addSmall(seen string, first int, tables [][]int) {
	for _, counts := range tables {
		for row, count := range counts {
			if count < smallest {
				c.add(seen, first+row, count)
			}
		}
	}
}

// wantSafe checks that every row that can be small can be all of 0 to 4.
func (c candidates) wantSafe(t *testing.T) {
	t.Helper()
	for seen, possible := range c {
		for at := range possible {
			for count := range smallest {
				if !possible[[2]int{at[0], count}] {
					t.Fatalf("published%s: row %d can be %d and cannot be %d", seen, at[0], at[1], count)
				}
			}
		}
	}
	if len(c) == 0 {
		t.Fatal("nothing was hidden")
	}
}

func TestNoHiddenNumberCanBeCountedBack(t *testing.T) {
	for rows := 1; rows <= 5; rows++ {
		found := candidates{}
		for _, counts := range tables(rows, 6) {
			of := &counted{phases: filled(counts)}
			found.addSmall(published(of.first("")), 0, [][]int{counts})
		}
		found.wantSafe(t)
	}
}

func TestWhoKnowsOneHiddenNumberLearnsNothingOfTheOthers(t *testing.T) {
	for rows := 2; rows <= 5; rows++ {
		found := candidates{}
		for _, counts := range tables(rows, 5) {
			of := &counted{phases: filled(counts)}
			seen := published(of.first(""))
			for known, own := range counts {
				for row, count := range counts {
					if row != known && own < smallest && count < smallest {
						found.add(fmt.Sprintf("%s (row %d is known to be %d)", seen, known, own), row, count)
					}
				}
			}
		}
		found.wantSafe(t)
	}
}

// alike puts together the tables that are published alike.
func alike(all [][]int, publish func([]int) string) map[string][][]int {
	found := map[string][][]int{}
	for _, counts := range all {
		seen := publish(counts)
		found[seen] = append(found[seen], counts)
	}
	return found
}

func TestTwoGroupsOfTheSameCasesGiveNothingAwayTogether(t *testing.T) {
	for _, size := range []struct{ phases, beside int }{{2, 2}, {3, 2}, {4, 3}, {5, 2}, {5, 3}} {
		found := candidates{}
		for total := range 19 {
			byPhase := alike(adding(size.phases, total), func(counts []int) string {
				return published((&counted{phases: filled(counts)}).first(""))
			})
			for seen, tables := range byPhase {
				// Those that are published alike have the same total, shown or not: so what is beside them is the same too.
				of := &counted{phases: filled(tables[0])}
				if of.totalOf().Hidden {
					continue
				}
				beside := alike(adding(size.beside, total), func(counts []int) string { return published(of.beside("", filled(counts))) })
				for seenBeside, others := range beside {
					found.addSmall(seen+" |"+seenBeside, 0, tables)
					found.addSmall(seen+" |"+seenBeside, size.phases, others)
				}
			}
		}
		found.wantSafe(t)
	}
}

// A total that is hidden is hidden in both groups, and then only one of them has rows: nothing can be set against them.
func TestWithoutATotalNothingIsShownBesideThePhases(t *testing.T) {
	for _, counts := range tables(4, 6) {
		of := &counted{phases: filled(counts)}
		if !of.first("").Total.Hidden {
			continue
		}
		group := of.beside("", filled([]int{9, 8, 7}))
		if !group.Total.Hidden {
			t.Fatalf("%v: the total is shown beside", counts)
		}
		for _, row := range group.Rows {
			if !row.Hidden {
				t.Fatalf("%v: a row is shown beside", counts)
			}
		}
	}
}

func TestASheetSaysAsMuchAsItCan(t *testing.T) {
	for _, test := range []struct {
		counts []int
		want   string
	}{
		{[]int{5, 6, 7}, " 5 6 7 = 18"},
		{[]int{5, 6, 0}, " 5 6 ? = ?"},
		{[]int{12, 4, 3, 0, 1}, " 12 ? ? ? ? = 20"}, // 8 over four rows
		{[]int{12, 4, 3, 0, 0}, " 12 ? ? ? ? = ?"},  // 7: who has the 4 would know that the others are 3 at most
		{[]int{4, 0}, " ? ? = ?"},
		{[]int{0, 0, 0, 0}, " ? ? ? ? = ?"},
		{[]int{2, 2, 2, 2}, " ? ? ? ? = 8"},
	} {
		of := &counted{phases: filled(test.counts)}
		if got := published(of.first("")); got != test.want {
			t.Errorf("%v is published as%s, want%s", test.counts, got, test.want)
		}
	}
}
