# The walk of lot/1 and lot/2: from the orders of a draw to its seats. For recompute.sh; POSIX awk, on its own feet.
# Ids are compared with "" after them: awk takes 91 and 91.0 for the same number.
# Reads "folder P S" for each draw; `orders` is a file of "draw role first-or-later ticket person", sorted.

# How many of `trait` are among those who sit in role r.
function sitting(r, trait,    p, n) {
    for (p = 1; p <= people; p++)
        if (seat_of[id[p]] == r && index(traits[id[p]], " " trait " ")) n++
    return n + 0
}

# Can `seats` more of role r be filled from kind k onwards, and then all later roles?
function choose(r, k, seats,    n, q, good) {
    if (k > kinds) {
        if (seats > 0) return 0
        for (q = 1; q <= quotas; q++)
            if (q_role[q] == r && (held[q] < least[q] || held[q] > most[q])) return 0
        return fits(r + 1)
    }
    for (n = (left[k] < seats ? left[k] : seats); n >= 0; n--) {
        left[k] -= n
        good = 1
        for (q = 1; q <= quotas; q++)
            if (q_role[q] == r && index(kind[k], " " q_trait[q] " ")) {
                held[q] += n
                if (held[q] > most[q]) good = 0
            }
        if (good) good = choose(r, k + 1, seats - n)
        for (q = 1; q <= quotas; q++)
            if (q_role[q] == r && index(kind[k], " " q_trait[q] " ")) held[q] -= n
        left[k] += n
        if (good) return 1
    }
    return 0
}

# Can the seats still to be filled in role r and every later one be filled from `left`, with every quota kept?
function fits(r,    k, key) {
    if (r > roles) return 1
    if (!to_fill[r]) return fits(r + 1)
    key = r
    for (k = 1; k <= kinds; k++) key = key " " left[k]
    if (key in tried) return tried[key]
    return tried[key] = choose(r, 1, to_fill[r])
}

# May somebody of these traits take the next seat of role r, if `empty` seats of it are going to stay open?
function may(r, who,    k, p, q, n, good) {
    split("", tried)
    for (k = 1; k <= kinds; k++) left[k] = 0
    for (p = 1; p <= people; p++)
        if (id[p] "" != who "" && !seat_of[id[p]] && !((r, id[p]) in declined)) left[number[traits[id[p]]]]++
    for (n = 1; n <= roles; n++) to_fill[n] = n < r ? 0 : free[n]
    to_fill[r] -= empty + 1
    for (q = 1; q <= quotas; q++) held[q] = sitting(q_role[q], q_trait[q])
    for (q = 1; q <= quotas; q++) if (q_role[q] == r && index(traits[who], " " q_trait[q] " ")) held[q]++
    if (!to_fill[r])
        for (q = 1; q <= quotas; q++)
            if (q_role[q] == r && (held[q] < least[q] || held[q] > most[q])) return 0
    return fits(r)
}

# How many seats of role r stay open because a least cannot be reached any more; lowers what cannot.
function fall_short(r,    q, p, have, missing, sum, attribute, largest) {
    split("", sum)
    largest = 0
    for (q = 1; q <= quotas; q++) {
        if (q_role[q] != r) continue
        have = sitting(r, q_trait[q])
        for (p = 1; p <= people; p++)
            if (!seat_of[id[p]] && !((r, id[p]) in declined) && index(traits[id[p]], " " q_trait[q] " ")) have++
        missing = least[q] > have ? least[q] - have : 0
        least[q] -= missing
        attribute = q_trait[q]
        sub(/=.*/, "", attribute)
        sum[attribute] += missing
        if (sum[attribute] > largest) largest = sum[attribute]
    }
    return largest < free[r] ? largest : free[r]
}

# Fill what is free of role r.
function fill(r,    n, q, who, asked, taken, answer) {
    empty = fall_short(r)
    while (free[r] > empty) {
        asked = 0
        for (q = 1; q <= quotas; q++) if (q_role[q] >= r && free[q_role[q]]) asked = 1
        taken = ""
        split("", answer)
        for (n = 1; n <= people && taken == ""; n++) {
            who = order[r, n]
            if (seat_of[who] || (r, who) in declined) continue
            if (!asked) taken = who
            else {
                if (!(traits[who] in answer)) answer[traits[who]] = may(r, who)
                if (answer[traits[who]]) taken = who
            }
        }
        free[r]--
        if (taken == "") print "open", role[r]
        else {
            seat_of[taken] = r
            print "seat", role[r], taken
        }
    }
    while (empty-- > 0) {
        free[r]--
        print "open", role[r]
    }
}

# The draw in `folder`: what its pool says.
function learn(folder,    line, word, n, w, q, named, told) {
    roles = quotas = people = kinds = 0
    split("", free); split("", role); split("", rank); split("", traits); split("", number); split("", kind)
    split("", seat_of); split("", declined); split("", order); split("", named)
    while ((getline line < (folder "/pool.txt")) == 1) {
        n = split(line, word, " ")
        if (word[1] == "role") {
            role[++roles] = word[2]
            rank[word[2]] = roles
            free[roles] = word[3]
        } else if (word[1] == "quota") {
            q_role[++quotas] = rank[word[2]]
            q_trait[quotas] = word[3] "=" word[4]
            least[quotas] = word[5]
            most[quotas] = word[6]
            named[q_trait[quotas]] = 1
        } else if (word[1] == "person") {
            id[++people] = word[2]
            told = " "
            for (w = 3; w <= n; w++) if (word[w] in named) told = told word[w] " "
            traits[word[2]] = told
            if (!(told in number)) {
                number[told] = ++kinds
                kind[kinds] = told
            }
        }
    }
    close(folder "/pool.txt")
}

# What was corrected cannot be computed: it is taken from result.txt, like the declines.
function corrections(folder) {
    made = ""
    while ((getline line < (folder "/result.txt")) == 1)
        if (line ~ /^corrected / || line == "thrown") made = made line "\n"
    close(folder "/result.txt")
}

function by_lot(    r, n) {
    for (r = 1; r <= roles; r++)
        for (n = 1; n <= people; n++) {
            if ((getline line < orders) != 1) { print "tickets are missing" > "/dev/stderr"; exit 1 }
            split(line, word, " ")
            order[r, n] = word[5]
        }
}

{
    folder = $1
    learn(folder)
    by_lot()
    corrections(folder)
    print made ? "lot/2 result" : "lot/1 result"
    print "seed", $3
    printf "%s", made
    for (r = 1; r <= roles; r++) fill(r)
    while ((getline line < (folder "/result.txt")) == 1) {
        split(line, word, " ")
        if (word[1] != "decline") continue
        print "decline", word[2], word[3]
        r = rank[word[2]]
        seat_of[word[3]] = 0
        free[r]++
        declined[r, word[3]] = 1
        fill(r)
    }
    close(folder "/result.txt")
}
