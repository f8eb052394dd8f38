package store

import (
	"testing"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
)

// What the gate costs: the same commands past it and through it, one after the other.
func BenchmarkStore(b *testing.B) {
	s, address, _ := running(b, b.TempDir())
	for _, way := range []struct{ name, address string }{{"past the gate", s.inner}, {"through the gate", address}} {
		c := things(b, way.address)
		if _, err := c.InsertOne(b.Context(), bson.M{"_id": way.name, "version": 0, "tekst": make([]byte, 2000)}); err != nil {
			b.Fatal(err)
		}
		b.Run("update "+way.name, func(b *testing.B) { updates(b, c, way.name) })
		b.Run("find "+way.name, func(b *testing.B) { finds(b, c, way.name) })
	}
}

func updates(b *testing.B, c *mongo.Collection, id string) {
	for b.Loop() {
		if _, err := c.UpdateOne(b.Context(), bson.M{"_id": id}, bson.M{"$inc": bson.M{"version": 1}}); err != nil {
			b.Fatal(err)
		}
	}
}

func finds(b *testing.B, c *mongo.Collection, id string) {
	for b.Loop() {
		var found bson.M
		if err := c.FindOne(b.Context(), bson.M{"_id": id}).Decode(&found); err != nil {
			b.Fatal(err)
		}
	}
}
