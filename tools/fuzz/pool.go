package main

import (
	"maps"
	"slices"
	"strings"
)

// widest is how many values of one name are kept.
const widest = 200

// pool is what the answers told: ids and other values, by the name under which they can be sent.
type pool struct {
	values map[string][]string
}

func newPool() *pool { return &pool{values: map[string][]string{}} }

// known values for a name: its own, those of the same kind of thing, and for the id of any text those of all texts.
func (p *pool) known(name string) []string {
	name = strings.ToLower(name)
	if found := p.values[name]; len(found) > 0 {
		return found
	}
	for ending, kind := range kindsOfID {
		if strings.HasSuffix(name, ending) {
			return p.values[kind]
		}
	}
	return nil
}

// kindsOfID: what a name ends on, and the name under which such things are known.
var kindsOfID = map[string]string{
	"textid": "piece", "pieceid": "piece", "reportid": "piece", "planid": "piece", "adviceid": "piece", "bundleid": "piece",
	"schoolid": "school", "caseid": "case", "dossierid": "case", "taskid": "task", "termid": "term", "expertid": "expert",
	"municipalityid": "municipality", "party": "party", "linkid": "link", "receiptid": "receipt",
}

// plural names of lists, and what is in them.
var contents = map[string]string{
	"cases": "case", "dossiers": "case", "drafts": "case", "tasks": "task", "terms": "term", "schools": "school", "experts": "expert", "pieces": "piece",
	"documents": "piece", "texts": "piece", "letters": "piece", "municipalities": "municipality", "links": "link", "receipts": "receipt", "parties": "party",
	"notices": "notice", "inbox": "item", "holds": "hold", "outages": "outage", "subscriptions": "subscription", "escalations": "escalation",
}

// keep a value under a name.
func (p *pool) keep(name, value string) {
	name = strings.ToLower(name)
	kept := p.values[name]
	if value == "" || len(value) > 200 || len(kept) >= widest || slices.Contains(kept, value) {
		return
	}
	p.values[name] = append(kept, value)
}

// harvest keeps what an answer tells; in is what the answer is about, such as "case".
func (p *pool) harvest(in string, answer any) {
	switch answer := answer.(type) {
	case []any:
		for i, value := range answer {
			if i == 50 {
				break
			}
			if word, ok := value.(string); ok {
				p.keep(in, word)
				continue
			}
			p.harvest(in, value)
		}
	case map[string]any:
		for _, name := range slices.Sorted(maps.Keys(answer)) { // in order, so that one seed gives one run
			value := answer[name]
			word, ok := value.(string)
			switch {
			case ok && name == "id":
				p.keep(in, word)
			case ok && (strings.HasSuffix(strings.ToLower(name), "id") || name == "party" || name == "next" || name == "nextCursor"):
				p.keep(name, word)
				p.keep(kindsOf(name), word)
			case name == "items":
				p.harvest(in, value)
			case contents[name] != "":
				p.harvest(contents[name], value)
			default:
				if _, list := value.([]any); !list || !ofWords(value) {
					p.harvest(in, value)
				}
			}
		}
	}
}

// ofWords says that a list holds words, of which it cannot be known what they are.
func ofWords(list any) bool {
	values, _ := list.([]any)
	if len(values) == 0 {
		return true
	}
	_, word := values[0].(string)
	return word
}

func contentOf(list, otherwise string) string {
	if kind, ok := contents[list]; ok {
		return kind
	}
	return otherwise
}

// kindsOf is the kind of thing that a name is an id of.
func kindsOf(name string) string {
	name = strings.ToLower(name)
	for ending, kind := range kindsOfID {
		if strings.HasSuffix(name, ending) {
			return kind
		}
	}
	return name
}

// about is what the last fixed part of a path is about: "/v1/cases/{caseId}/receipts" is about receipts.
func about(path string) string {
	parts := strings.Split(strings.Trim(path, "/"), "/")
	for i := len(parts) - 1; i >= 0; i-- {
		if kind, ok := contents[parts[i]]; ok {
			return kind
		}
	}
	return parts[len(parts)-1]
}

// before is what stands before a parameter in a path: of {id} in "/v1/dossiers/{id}" that is a dossier, which has the id of a case.
func before(path, parameter string) string {
	parts := strings.Split(path, "/")
	if at := slices.Index(parts, "{"+parameter+"}"); at > 0 {
		return contentOf(parts[at-1], parts[at-1])
	}
	return parameter
}
