// Checks what `kiosk export` wrote with Go's own packages sumdb/note and sumdb/tlog, and nothing of ours:
//
//	main DIR [leaves]
//
// DIR holds vkey, checkpoint, leaves, tile/ and proofs.json; of these only the first three are looked at with the
// word "leaves". One line on success; the first trouble ends it.
package main

import (
	"bufio"
	"bytes"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"log"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

type proofs struct {
	Inclusion   [][]string `json:"inclusion"`   // for each entry its hashes
	Consistency [][]string `json:"consistency"` // for each size from 1 on its hashes
}

// tiles reads C2SP's layout, which is Go's without the height in the path.
type tiles struct{ folder string }

func (t tiles) Height() int { return 8 }

func (t tiles) SaveTiles([]tlog.Tile, [][]byte) {}

func (t tiles) ReadTiles(wanted []tlog.Tile) ([][]byte, error) {
	var read [][]byte
	for _, tile := range wanted {
		path := strings.Replace(tile.Path(), "tile/8/", "tile/", 1)
		data, err := os.ReadFile(filepath.Join(t.folder, path))
		if err != nil {
			return nil, err
		}
		read = append(read, data)
	}
	return read, nil
}

func must(err error, what string) {
	if err != nil {
		log.Fatalf("%s: %v", what, err)
	}
}

func file(parts ...string) []byte {
	data, err := os.ReadFile(filepath.Join(parts...))
	must(err, "reading")
	return data
}

func hashes(texts []string) []tlog.Hash {
	var parsed []tlog.Hash
	for _, text := range texts {
		hash, err := tlog.ParseHash(text)
		must(err, "a hash")
		parsed = append(parsed, hash)
	}
	return parsed
}

func main() {
	folder := os.Args[1]

	verifier, err := note.NewVerifier(strings.TrimSpace(string(file(folder, "vkey"))))
	must(err, "vkey")
	head, err := note.Open(file(folder, "checkpoint"), note.VerifierList(verifier))
	must(err, "checkpoint")
	lines := strings.Split(head.Text, "\n")
	if lines[0] != verifier.Name() {
		log.Fatalf("the checkpoint is of %q", lines[0])
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	must(err, "size")
	raw, err := base64.StdEncoding.DecodeString(lines[2])
	must(err, "root")
	var root tlog.Hash
	copy(root[:], raw)

	var stored []tlog.Hash
	reader := tlog.HashReaderFunc(func(wanted []int64) ([]tlog.Hash, error) {
		var found []tlog.Hash
		for _, n := range wanted {
			found = append(found, stored[n])
		}
		return found, nil
	})
	var leaves [][]byte
	scanner := bufio.NewScanner(bytes.NewReader(file(folder, "leaves")))
	scanner.Buffer(nil, 1<<20)
	roots := []tlog.Hash{{}}
	for scanner.Scan() {
		leaf := append([]byte{}, scanner.Bytes()...)
		more, err := tlog.StoredHashes(int64(len(leaves)), leaf, reader)
		must(err, "hashing")
		stored = append(stored, more...)
		leaves = append(leaves, leaf)
		at, err := tlog.TreeHash(int64(len(leaves)), reader)
		must(err, "tree")
		roots = append(roots, at)
	}
	if int64(len(leaves)) != size {
		log.Fatalf("%d leaves, the checkpoint says %d", len(leaves), size)
	}
	if roots[size] != root {
		log.Fatalf("%d leaves have root %v, the checkpoint says %d and %v", len(leaves), roots[size], size, root)
	}

	if len(os.Args) > 2 && os.Args[2] == "leaves" {
		fmt.Printf("%d entries\n", size)
		return
	}

	through := tlog.TileHashReader(tlog.Tree{N: size, Hash: root}, tiles{folder})
	for n, leaf := range leaves {
		found, err := through.ReadHashes([]int64{tlog.StoredHashIndex(0, int64(n))})
		must(err, "tiles")
		if found[0] != tlog.RecordHash(leaf) {
			log.Fatalf("tiles: another hash for entry %d", n)
		}
	}

	rest := map[int64][]byte{}
	for n, leaf := range leaves {
		tile := int64(n / 256)
		if _, known := rest[tile]; !known {
			path := fmt.Sprintf("tile/entries/%03d", tile)
			if width := size - tile*256; width < 256 {
				path += fmt.Sprintf(".p/%d", width)
			}
			rest[tile] = file(folder, path)
		}
		bundle := rest[tile]
		length := int(bundle[0])<<8 | int(bundle[1])
		if !bytes.Equal(bundle[2:2+length], leaf) {
			log.Fatalf("tile/entries: another entry %d", n)
		}
		rest[tile] = bundle[2+length:]
	}

	var given proofs
	must(json.Unmarshal(file(folder, "proofs.json"), &given), "proofs.json")
	for n, texts := range given.Inclusion {
		must(tlog.CheckRecord(hashes(texts), size, root, int64(n), tlog.RecordHash(leaves[n])), "inclusion")
	}
	for n, texts := range given.Consistency {
		must(tlog.CheckTree(hashes(texts), size, root, int64(n+1), roots[n+1]), "consistency")
	}
	fmt.Printf("%d entries, %d inclusion and %d consistency proofs\n",
		size, len(given.Inclusion), len(given.Consistency))
}
