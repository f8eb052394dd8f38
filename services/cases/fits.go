package cases

import (
	"slices"

	"github.com/danielgtaylor/huma/v2"
)

// field is a field of a body and what was sent in it.
type field struct{ name, value string }

// required finds the fields that are empty.
func required(at *huma.PathBuffer, message string, fields ...field) []error {
	var wrong []error
	for _, f := range fields {
		if f.value == "" {
			wrong = append(wrong, &huma.ErrorDetail{Location: at.With(f.name), Message: message})
		}
	}
	return wrong
}

// distinct finds a list in which something is there twice. The tag uniqueItems would say so too, but huma compares the items before it looks what
// they are, and breaks off on one that is an object.
func distinct(at *huma.PathBuffer, name string, items []string) []error {
	if len(slices.Compact(slices.Sorted(slices.Values(items)))) < len(items) {
		return []error{&huma.ErrorDetail{Location: at.With(name), Message: "Noem alles maar één keer."}}
	}
	return nil
}

// absent finds the fields that are not empty.
func absent(at *huma.PathBuffer, message string, fields ...field) []error {
	var wrong []error
	for _, f := range fields {
		if f.value != "" {
			wrong = append(wrong, &huma.ErrorDetail{Location: at.With(f.name), Message: message})
		}
	}
	return wrong
}

// destinationFits asks for a destination, and for the category that belongs to it.
func destinationFits(at *huma.PathBuffer, destination, category string) []error {
	return append(required(at, "Kies de bestemming: sbo of so.", field{"destination", destination}),
		categoryFits(at, destination, category)...)
}

// categoryFits asks for a category with so, and for none with sbo: only a TLV for SO is funded by category.
func categoryFits(at *huma.PathBuffer, destination, category string) []error {
	if destination == "so" {
		return required(at, "Kies bij so de categorie: laag, midden of hoog.", field{"category", category})
	}
	return categoryOnlyForSO(at, destination, category)
}

// categoryOnlyForSO leaves the category open: the school need not know it when it applies.
func categoryOnlyForSO(at *huma.PathBuffer, destination, category string) []error {
	if destination == "sbo" {
		return absent(at, "Een TLV voor sbo heeft geen categorie. Laat het leeg.", field{"category", category})
	}
	return nil
}

// inOrder finds the fields with a day before the first one; an empty day is in order.
func inOrder(at *huma.PathBuffer, first string, later ...field) []error {
	var wrong []error
	for _, f := range later {
		if f.value != "" && first != "" && f.value < first {
			wrong = append(wrong, &huma.ErrorDetail{Location: at.With(f.name), Message: "Deze dag ligt voor de eerste dag. Kies een latere dag."})
		}
	}
	return wrong
}
