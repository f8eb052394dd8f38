package documents

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"time"

	"google.golang.org/protobuf/encoding/protojson"

	contract "traject.nl/proto/contract/documents"
	bezwaarv1 "traject.nl/proto/gen/traject/bezwaar/v1"
	documentsv1 "traject.nl/proto/gen/traject/documents/v1"
	"traject.nl/services/documents/bundle"
)

// ComposeBundle makes the file for the LBT of everything that it asks for (LBT-reglement art. 2): as one PDF with an inventory,
// and the same papers in a zip. What the LBT asks for and is not there is told, and stops nothing. A file that is there already
// for this key stays as it is; one that was made before for another key goes.
func (s *Service) ComposeBundle(ctx context.Context, request *documentsv1.ComposeBundleRequest) (*documentsv1.ComposeBundleResponse, error) {
	d, err := s.store.Dossier(ctx, request.GetDossierId())
	if errors.Is(err, ErrNotFound) {
		return nil, unknownDossier(request.GetDossierId())
	}
	if err != nil {
		return nil, err
	}
	if _, ok := d.Case(request.GetCaseId()); !ok {
		return nil, fmt.Errorf("case %s has no part in dossier %s yet", request.GetCaseId(), d.ID)
	}
	made, err := s.bundleOf(ctx, d.ID, request.GetKey())
	if errors.Is(err, ErrNotFound) {
		made, err = s.makeBundle(ctx, d, request)
	}
	if err != nil {
		return nil, err
	}
	// Only now can others see it: both files are there, and they belong together.
	for _, id := range []string{made.GetDocumentId(), made.GetFilesId()} {
		if err := s.store.Attach(ctx, d.ID, id, request.GetCaseId()); err != nil {
			return nil, err
		}
	}
	return &documentsv1.ComposeBundleResponse{Bundle: made}, s.dropEarlier(ctx, d.ID, request.GetCaseId(), made)
}

// dropEarlier erases the files that were made for this case before: a whole dossier is kept no oftener than is needed.
func (s *Service) dropEarlier(ctx context.Context, dossierID, caseID string, made *bezwaarv1.Bundle) error {
	pieces, err := s.store.Pieces(ctx, dossierID)
	if err != nil {
		return err
	}
	for _, p := range pieces {
		isBundle := p.Kind == contract.Bundle || p.Kind == contract.BundleFiles
		if !isBundle || p.CaseID != caseID || p.ID == made.GetDocumentId() || p.ID == made.GetFilesId() {
			continue
		}
		if err := s.store.Supersede(ctx, dossierID, p.ID); err != nil && !errors.Is(err, ErrNotFound) {
			return err
		}
	}
	return nil
}

// bundleOf is the file that was made for this key before. The zip is added last, with the inventory as its text.
func (s *Service) bundleOf(ctx context.Context, dossierID, key string) (*bezwaarv1.Bundle, error) {
	p, err := s.store.Piece(ctx, dossierID, bundleID(key, contract.BundleFiles))
	if err != nil {
		return nil, err
	}
	made := &bezwaarv1.Bundle{}
	if err := protojson.Unmarshal([]byte(p.Text), made); err != nil {
		return nil, fmt.Errorf("the inventory of %s is not readable: %w", p.ID, err)
	}
	return made, nil
}

func (s *Service) makeBundle(ctx context.Context, d Dossier, request *documentsv1.ComposeBundleRequest) (*bezwaarv1.Bundle, error) {
	on, err := time.Parse(time.DateOnly, request.GetDatedOn())
	if err != nil {
		return nil, badInput("dated_on", "Het veld dated_on is geen datum.")
	}
	papers, err := s.gather(ctx, d, request)
	if err != nil {
		return nil, err
	}
	file := bundle.Bundle{
		CaseID: request.GetCaseId(), MadeOn: on, From: s.head.Formal(), Cover: papers.cover(), Papers: papers.papers, Missing: papers.missing,
	}
	made, err := file.Make()
	if err != nil {
		return nil, err
	}
	answer := &bezwaarv1.Bundle{
		DocumentId: bundleID(request.GetKey(), contract.Bundle), FilesId: bundleID(request.GetKey(), contract.BundleFiles),
		MadeOn: request.GetDatedOn(), Missing: papers.missing,
	}
	for _, item := range made.Items {
		answer.Items = append(answer.Items, &bezwaarv1.BundleItem{
			Number: int32(item.Number), Title: item.Title, DocumentId: item.DocumentID, FirstPage: int32(item.FirstPage), Pages: int32(item.Pages),
		})
	}
	return answer, s.keepBundle(ctx, d, request.GetCaseId(), answer, made)
}

// keepBundle adds the PDF, and then the zip with the inventory: when the zip is there, everything is.
func (s *Service) keepBundle(ctx context.Context, d Dossier, caseID string, answer *bezwaarv1.Bundle, made bundle.Made) error {
	inventory, err := protojson.Marshal(answer)
	if err != nil {
		return fmt.Errorf("write the inventory of case %s: %w", caseID, err)
	}
	// A PDF without a zip is of an attempt that broke off; papers can have come in since.
	if err := s.store.DeletePiece(ctx, d.ID, answer.GetDocumentId()); err != nil && !errors.Is(err, ErrNotFound) {
		return err
	}
	piece := Piece{DossierID: d.ID, Shape: File, CaseID: caseID, CreatedAt: s.clock.Now()}
	document, files := piece, piece
	document.ID, document.Kind, document.Name, document.MediaType = answer.GetDocumentId(), contract.Bundle, "LBT-dossier "+caseID+".pdf", "application/pdf"
	files.ID, files.Kind, files.Name, files.MediaType = answer.GetFilesId(), contract.BundleFiles, "LBT-dossier "+caseID+".zip", "application/zip"
	files.Text = string(inventory)
	if _, err := s.store.AddFile(ctx, document, bytes.NewReader(made.PDF)); err != nil {
		return err
	}
	_, err = s.store.AddFile(ctx, files, bytes.NewReader(made.Zip))
	return err
}

// bundleID is the same for every attempt at the same file.
func bundleID(key string, kind contract.Kind) string {
	sum := sha256.Sum256([]byte("bundle/" + key + "/" + string(kind)))
	return encodeID(sum[:pieceIDLength])
}
