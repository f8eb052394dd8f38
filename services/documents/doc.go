// Package documents keeps the sealed dossier: the only place in Traject with names, birth dates, health facts, the parents'
// addresses and what people write about a child.
//
// A dossier is of one pupil. It begins as the draft of an application, which everyone of one school may work on. Admitted, it belongs
// to a case (admission.go), and other cases of the pupil come beside that one (cases.go); a next TLV has a form of its own (further.go,
// applications.go). Who may read a piece follows from being party to the case that it belongs to (reading.go). Pieces are files that were
// uploaded, texts that were written in the portal, and the letters that Traject makes (package letter).
//
// Two dossiers can turn out to be of one pupil: then the office merges them (merging.go), which moves nothing.
//
// Everything that says something about a person is sealed with a data key of that dossier, which itself is sealed with the
// key ring of the installation (sealing.go): without that data key the content is gone, wherever a copy of it may be.
// Whoever reads something is in the access log before the first byte leaves (reading.go).
package documents
