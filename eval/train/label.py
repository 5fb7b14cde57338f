#!/usr/bin/env python3
"""Label the blocks of corpus pages by their truths.

    label.py CORPUS BLOCKS.jsonl LABELS.npz

A page's label set is the set of blocks whose joined text scores the best F1 against the truth, found by
coordinate ascent under the scorer's own measure (bags of 4-token shingles). A block's weight is how much the
page's F1 falls when the block changes sides, so a wrong word costs in training what it costs in the score.
Pages that only have snippets get labels for the blocks that hold one: 1 for must, 0 for must not, else -1.
"""
import collections, json, multiprocessing, os, sys

import numpy as np

corpus = sys.argv[1]
sys.path.insert(0, corpus)
import score


def shingles_of(tokens):
    return zip(*(tokens[i:] for i in range(score.N)))


def best_set(truth, blocks):
    want = collections.Counter(shingles_of(truth)) if len(truth) >= score.N else collections.Counter([tuple(truth)])
    n = len(blocks)
    total_want = sum(want.values())
    kept = np.zeros(n, bool)
    for i, b in enumerate(blocks):
        own = list(shingles_of(b))
        if own and sum(s in want for s in own) >= 0.5 * len(own):
            kept[i] = True
    have = collections.Counter()
    state = {'tp': 0, 'total': 0}

    def add(s, d):
        w = want.get(s, 0)
        if d > 0:
            if have[s] < w: state['tp'] += 1
            have[s] += 1
        else:
            have[s] -= 1
            if have[s] < w: state['tp'] -= 1
        state['total'] += d

    def f1():
        return 2 * state['tp'] / (state['total'] + total_want) if state['total'] + total_want else 1.0

    joined = [t for i in range(n) if kept[i] for t in blocks[i]]
    for s in shingles_of(joined): add(s, 1)

    def context(i):
        left, j = [], i - 1
        while j >= 0 and len(left) < 3:
            if kept[j]: left = blocks[j][-(3 - len(left)):] + left
            j -= 1
        right, j = [], i + 1
        while j < n and len(right) < 3:
            if kept[j]: right = right + blocks[j][:3 - len(right)]
            j += 1
        return left[-3:], right[:3]

    def flip(i):
        left, right = context(i)
        old = left + (blocks[i] if kept[i] else []) + right
        new = left + ([] if kept[i] else blocks[i]) + right
        for s in shingles_of(old): add(s, -1)
        for s in shingles_of(new): add(s, 1)
        kept[i] = not kept[i]

    for sweep in range(4):
        changed = False
        order = range(n - 1, -1, -1) if sweep % 2 == 0 else range(n)
        for i in order:
            if not blocks[i]: continue
            before = f1(); flip(i)
            if f1() > before + 1e-9: changed = True
            else: flip(i)
        if not changed: break
    best = f1()
    cost = np.zeros(n, np.float32)
    for i in range(n):
        if not blocks[i]: continue
        flip(i); cost[i] = best - f1(); flip(i)
    return kept, cost, best


def page(line):
    p = json.loads(line)
    with open(os.path.join(corpus, 'truth', p['id'] + '.json'), encoding='utf8') as f: t = json.load(f)
    texts = [b['t'] for b in p['blocks']]
    n = len(texts)
    if 'body_text' in t:
        kept, cost, best = best_set(score.tokens(t['body_text']), [score.tokens(x) for x in texts])
        return p['id'], kept.astype(np.int8), cost, best
    labels, cost = np.full(n, -1, np.int8), np.zeros(n, np.float32)
    squashed = [score.squash(x) for x in texts]
    for value, key in ((1, 'must_contain'), (0, 'must_not_contain')):
        for snippet in map(score.squash, t.get(key) or []):
            hits = [i for i in range(n) if snippet in squashed[i]]
            for i in hits: labels[i], cost[i] = value, 0.1 / len(hits)
    return p['id'], labels, cost, -1.0


if __name__ == '__main__':
    with open(sys.argv[2], encoding='utf8') as f, multiprocessing.Pool(2) as pool:
        out = pool.map(page, f, chunksize=20)
    bests = [o[3] for o in out if o[3] >= 0]
    print('pages with a body %d, best possible mean F1 %.4f' % (len(bests), np.mean(bests)))
    np.savez(sys.argv[3], ids=np.array([o[0] for o in out]), counts=np.array([len(o[1]) for o in out]),
             labels=np.concatenate([o[1] for o in out]), cost=np.concatenate([o[2] for o in out]),
             best=np.array([o[3] for o in out], np.float32))
