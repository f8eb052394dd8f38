package documents

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
)

// chunkSize is how much of a file is in memory at once, in bytes.
const chunkSize = 256 << 10

// chunkRecord is one sealed part of a file, bound to its piece, upload and index.
type chunkRecord struct {
	ID      string `bson:"_id"`
	PieceID string `bson:"pieceId"`
	Upload  string `bson:"upload"`
	Index   int    `bson:"index"`
	Sealed  []byte `bson:"sealed"`
}

// AddFile implements Store. The piece is there first, but not whole; its chunks follow; and one write makes it whole with
// those chunks. Of several attempts at the same piece the first to get there wins: its chunks stay, and those of the
// others go, also of an attempt that was killed half way.
func (s *MongoStore) AddFile(ctx context.Context, p Piece, content io.Reader) (Piece, error) {
	_, key, err := s.open(ctx, p.DossierID)
	if err != nil {
		return Piece{}, err
	}
	if err := s.enlistPiece(ctx, p.DossierID, p.ID); err != nil {
		return Piece{}, err
	}
	record := sealPiece(p, key)
	if err := s.begin(ctx, record); err != nil {
		return Piece{}, fmt.Errorf("add file %s: %w", p.ID, err)
	}
	record.Upload = newID(pieceIDLength)
	if record.Size, err = s.writeChunks(ctx, p.ID, record.Upload, key, content); err != nil {
		return Piece{}, errors.Join(err, s.abandon(ctx, p.ID, record.Upload))
	}
	won, err := s.makeWhole(ctx, record)
	if err != nil {
		return Piece{}, fmt.Errorf("finish file %s: %w", p.ID, err)
	}
	if won {
		err = s.eraseOtherUploads(ctx, p.ID, record.Upload)
	} else {
		err = s.abandon(ctx, p.ID, record.Upload)
	}
	if err != nil {
		return Piece{}, err
	}
	// Reading it back also finds out that the dossier was destroyed in the meantime.
	added, err := s.Piece(ctx, p.DossierID, p.ID)
	if errors.Is(err, ErrNotFound) {
		return Piece{}, errors.Join(err, s.erase(context.WithoutCancel(ctx), p.ID))
	}
	return added, err
}

// begin puts down the piece that is not whole yet. When it is there already, this is another attempt: the piece then says so
// before the first chunk, so that who wins knows that there are chunks of others.
func (s *MongoStore) begin(ctx context.Context, record pieceRecord) error {
	_, err := s.pieces.InsertOne(ctx, record)
	if !mongo.IsDuplicateKeyError(err) {
		return err
	}
	_, err = s.pieces.UpdateOne(ctx, bson.D{{Key: "_id", Value: record.ID}}, bson.D{{Key: "$set", Value: bson.D{{Key: "contested", Value: true}}}})
	return err
}

// makeWhole gives a piece its content, unless another attempt was first. An attempt that broke off meanwhile takes the
// piece along; then it is put back.
func (s *MongoStore) makeWhole(ctx context.Context, record pieceRecord) (won bool, err error) {
	record.Whole, record.Contested = true, true
	made, err := s.pieces.UpdateOne(ctx, bson.D{{Key: "_id", Value: record.ID}, {Key: "whole", Value: false}},
		bson.D{{Key: "$set", Value: bson.D{{Key: "whole", Value: true}, {Key: "upload", Value: record.Upload}, {Key: "size", Value: record.Size}}}})
	if err != nil || made.MatchedCount == 1 {
		return err == nil, err
	}
	_, err = s.pieces.InsertOne(ctx, record)
	if mongo.IsDuplicateKeyError(err) {
		return false, nil
	}
	return err == nil, err
}

// eraseOtherUploads erases the chunks of attempts that did not make the piece whole. Most pieces had one attempt only: their id tells
// that at once, where a search through the chunks of all files is slow in a store without indexes.
func (s *MongoStore) eraseOtherUploads(ctx context.Context, pieceID, upload string) error {
	var record pieceRecord
	err := s.pieces.FindOne(ctx, bson.D{{Key: "_id", Value: pieceID}}).Decode(&record)
	if errors.Is(err, mongo.ErrNoDocuments) || err == nil && !record.Contested {
		return nil
	}
	if err != nil {
		return fmt.Errorf("read piece %s: %w", pieceID, err)
	}
	others := bson.D{{Key: "pieceId", Value: pieceID}, {Key: "upload", Value: bson.D{{Key: "$ne", Value: upload}}}}
	if _, err := s.chunks.DeleteMany(ctx, others); err != nil {
		return fmt.Errorf("erase other attempts at %s: %w", pieceID, err)
	}
	return nil
}

func (s *MongoStore) writeChunks(ctx context.Context, pieceID, upload string, key dossierKey, content io.Reader) (size int64, err error) {
	buffer := make([]byte, chunkSize)
	for index := 0; ; index++ {
		n, err := fill(content, buffer)
		if n > 0 {
			_, insertErr := s.chunks.InsertOne(ctx, chunkRecord{
				ID: chunkPlace(pieceID, upload, index), PieceID: pieceID, Upload: upload, Index: index,
				Sealed: key.seal(buffer[:n], chunkPlace(pieceID, upload, index)),
			})
			if insertErr != nil {
				return 0, fmt.Errorf("store part %d of file %s: %w", index, pieceID, insertErr)
			}
			size += int64(n)
		}
		switch {
		case errors.Is(err, io.EOF):
			return size, nil
		case err != nil:
			return 0, err // the reader's own error says what is wrong with the content
		}
	}
}

// abandon erases the chunks of one upload, and the piece if no other upload made it whole. It does so also when the
// request was cut off.
func (s *MongoStore) abandon(ctx context.Context, pieceID, upload string) error {
	ctx = context.WithoutCancel(ctx)
	if _, err := s.chunks.DeleteMany(ctx, bson.D{{Key: "pieceId", Value: pieceID}, {Key: "upload", Value: upload}}); err != nil {
		return fmt.Errorf("erase an unfinished upload of %s: %w", pieceID, err)
	}
	if _, err := s.pieces.DeleteOne(ctx, bson.D{{Key: "_id", Value: pieceID}, {Key: "whole", Value: false}}); err != nil {
		return fmt.Errorf("erase an unfinished upload of %s: %w", pieceID, err)
	}
	return nil
}

// Content implements Store.
func (s *MongoStore) Content(ctx context.Context, p Piece) (io.ReadCloser, error) {
	_, key, err := s.open(ctx, p.DossierID)
	if err != nil {
		return nil, err
	}
	return &chunkReader{ctx: ctx, chunks: s.chunks, key: key, piece: p}, nil
}

// chunkReader opens one chunk after the other. It asks for each by its id, which any store finds at once.
type chunkReader struct {
	ctx    context.Context
	chunks *mongo.Collection
	key    dossierKey
	piece  Piece
	index  int
	done   int64
	part   bytes.Reader
}

// Read implements io.Reader.
func (r *chunkReader) Read(into []byte) (int, error) {
	for r.part.Len() == 0 {
		if err := r.next(); err != nil {
			return 0, err
		}
	}
	return r.part.Read(into)
}

func (r *chunkReader) next() error {
	if r.done >= r.piece.Size {
		return io.EOF
	}
	place := chunkPlace(r.piece.ID, r.piece.upload, r.index)
	var chunk chunkRecord
	err := r.chunks.FindOne(r.ctx, bson.D{{Key: "_id", Value: place}}).Decode(&chunk)
	if errors.Is(err, mongo.ErrNoDocuments) {
		return fmt.Errorf("the content of %s is cut off: %d of %d bytes", r.piece.ID, r.done, r.piece.Size)
	}
	if err != nil {
		return fmt.Errorf("read part %d of %s: %w", r.index, r.piece.ID, err)
	}
	plain, err := r.key.open(chunk.Sealed, place)
	if err != nil {
		return err
	}
	r.index++
	r.done += int64(len(plain))
	r.part.Reset(plain)
	return nil
}

// Close implements io.Closer; nothing stays open between two chunks.
func (r *chunkReader) Close() error { return nil }
