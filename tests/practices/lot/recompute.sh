#!/bin/sh
# A second implementation of lot/1, by other means: sha256sum, sort, sed and awk. For draws without quotas.
# recompute.sh POOL SEED [RESULT]   prints the result.txt that follows; declines are taken from RESULT.
set -eu
LC_ALL=C; export LC_ALL
pool=$1 seed=$2 result=${3:-/dev/null}

P=$(sha256sum < "$pool" | cut -c1-64)
grep -Fqx "pool $P" "$seed" || { echo "the seed is of another pool" >&2; exit 1; }
S=$(sha256sum < "$seed" | cut -c1-64)

tickets=$(mktemp -d)
trap 'rm -r "$tickets"' EXIT
sed -n 's/^person \([^ ]*\).*/\1/p' "$pool" > "$tickets/people"

# One small file for each ticket, hashed all at once: "first or later, ticket, person", sorted.
sed -n 's/^role \([^ ]*\) \(.*\)/\1 \2/p' "$pool" | while read -r role seats; do
    mkdir "$tickets/of"
    while read -r person; do
        printf '%s %s %s\n' "$S" "$role" "$person" > "$tickets/of/+$person"
    done < "$tickets/people"
    echo "role $role $seats"
    (cd "$tickets/of" && sha256sum -- *) | sed 's/  +/ /' | while read -r ticket person; do
        if grep -Fqx "first $person" "$pool"; then turn=0; else turn=1; fi
        echo "$turn $ticket $person"
    done | sort | sed "s/^. [^ ]* \(.*\)/order $role \1/"
    rm -r "$tickets/of"
done > "$tickets/orders"
grep '^decline ' "$result" >> "$tickets/orders" || true

echo "lot/1 result"
echo "seed $S"
awk '
    function fill(role,    n, person) {
        for (n = 1; n <= people[role]; n++) {
            person = order[role, n]
            if (!(person in seated) && !((role, person) in declined)) {
                seated[person] = role
                print "seat", role, person
                return
            }
        }
        print "open", role
    }
    function first_round(    r, seat) {
        for (r = 1; r <= roles; r++)
            for (seat = 0; seat < seats[name[r]]; seat++) fill(name[r])
        done = 1
    }
    $1 == "role" { name[++roles] = $2; seats[$2] = $3 }
    $1 == "order" { order[$2, ++people[$2]] = $3 }
    $1 == "decline" {
        if (!done) first_round()
        print "decline", $2, $3
        delete seated[$3]
        declined[$2, $3] = 1
        fill($2)
    }
    END { if (!done) first_round() }
' "$tickets/orders"
