#!/bin/sh
# A second implementation of lot/1 and lot/2, by other means: sha256sum, sort, paste and awk; quotas and declines included.
# recompute.sh FOLDER...   prints, one after the other, the result.txt that follows from each folder's pool.txt and
# seed.txt; what was corrected and who declined is taken from its result.txt, if there is one.
set -eu
LC_ALL=C; export LC_ALL
walk=$(dirname "$0")/walk.awk
work=$(mktemp -d)
trap 'rm -r "$work"' EXIT

# The SHA-256 of every pool and seed, in two calls: "folder P S".
for folder; do echo "$folder"; done > "$work/folders"
sed 's|$|/pool.txt|' "$work/folders" | xargs sha256sum | cut -c1-64 > "$work/pools"
sed 's|$|/seed.txt|' "$work/folders" | xargs sha256sum | cut -c1-64 > "$work/seeds"
paste -d' ' "$work/folders" "$work/pools" "$work/seeds" > "$work/draws"

# One small file for each ticket; tickets.txt says whose it is: "draw role first-or-later person file".
mkdir "$work/tickets"
awk -v tickets="$work/tickets" '
    {
        folder = $1; seed = $3; roles = 0; people = 0
        if ((getline line < (folder "/seed.txt")) != 1 || (getline line < (folder "/seed.txt")) != 1 || line != "pool " $2) {
            print folder ": the seed is of another pool" > "/dev/stderr"
            exit 1
        }
        close(folder "/seed.txt")
        split("", first)
        while ((getline line < (folder "/pool.txt")) == 1) {
            split(line, word, " ")
            if (word[1] == "role") role[++roles] = word[2]
            if (word[1] == "first") first[word[2]] = 1
            if (word[1] == "person") person[++people] = word[2]
        }
        close(folder "/pool.txt")
        for (r = 1; r <= roles; r++) {
            for (p = 1; p <= people; p++) {
                file = tickets "/" ++n
                print seed, role[r], person[p] > file
                close(file)
                print NR, r, (person[p] in first ? 0 : 1), person[p], file
            }
        }
    }' "$work/draws" > "$work/tickets.txt"

# All tickets hashed, and each role of each draw in its order: "draw role first-or-later ticket person".
cut -d' ' -f5 "$work/tickets.txt" | xargs sha256sum | cut -c1-64 > "$work/hashes"
paste -d' ' "$work/tickets.txt" "$work/hashes" | awk '{ print $1, $2, $3, $6, $4 }' |
    sort -k1,1n -k2,2n -k3,3n -k4,4 > "$work/orders"

awk -v orders="$work/orders" -f "$walk" "$work/draws"
