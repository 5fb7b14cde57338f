#!/usr/bin/env python3
"""Label the blocks of corpus pages by their truths.

    label.py CORPUS BLOCKS.jsonl LABELS.npz

A page's label set is the set of blocks whose joined text scores the best F1 against the truth, found by
coordinate ascent under the scorer's own measure (bags of 4-token shingles). A block's weight is how much the
page's F1 falls when the block changes sides, so a wrong word costs in training what it costs in the score.
What the snippets say is kept apart, as `told`: 1 for the blocks that hold one a page must have, 0 for those with
one it must not have, else -1. A page that only has snippets has no other labels.
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


FOLD = str.maketrans({'“': '"', '”': '"', '„': '"', '«': '"', '»': '"', '‘': "'", '’': "'", '‚': "'", '–': '-', '—': '-', '‑': '-', '\u00ad': None, '\u200b': None, '\u2060': None, '\ufeff': None})


def plain(text): return score.squash(text).translate(FOLD)


def told(t, texts, kept):
    """What the snippets say of each block: 1 must, 0 must not, -1 nothing."""
    out = np.full(len(texts), -1, np.int8)
    squashed = [plain(x) for x in texts]
    ends = np.cumsum([len(x) for x in squashed]); joined = ''.join(squashed)
    body = plain(t.get('body_text'))
    for snippet in map(plain, t.get('must_not_contain') or []):
        if not snippet or snippet in body: continue
        for i, x in enumerate(squashed):
            if snippet in x: out[i] = 0
    for snippet in map(plain, t.get('must_contain') or []):
        if not snippet: continue
        best, at = None, joined.find(snippet)
        while at >= 0:
            first, last = np.searchsorted(ends, at, 'right'), np.searchsorted(ends, at + len(snippet) - 1, 'right')
            share = np.mean(kept[first:last + 1])
            if best is None or share > best[0]: best = (share, first, last)
            if share == 1: break
            at = joined.find(snippet, at + 1)
        if best:
            for i in range(best[1], best[2] + 1):
                if squashed[i]: out[i] = 1
    return out


def page(line):
    p = json.loads(line)
    with open(os.path.join(corpus, 'truth', p['id'] + '.json'), encoding='utf8') as f: t = json.load(f)
    texts = [b['t'] for b in p['blocks']]
    n = len(texts)
    best = -1.0
    labels, cost = np.full(n, -1, np.int8), np.zeros(n, np.float32)
    if 'body_text' in t:
        kept, cost, best = best_set(score.tokens(t['body_text']), [score.tokens(x) for x in texts])
        labels = kept.astype(np.int8)
    says = told(t, texts, labels == 1)
    return p['id'], labels, cost, best, says


if __name__ == '__main__':
    with open(sys.argv[2], encoding='utf8') as f, multiprocessing.Pool(2) as pool:
        out = pool.map(page, f, chunksize=20)
    bests = [o[3] for o in out if o[3] >= 0]
    print('pages with a body %d, best possible mean F1 %.4f' % (len(bests), np.mean(bests)))
    np.savez(sys.argv[3], ids=np.array([o[0] for o in out]), counts=np.array([len(o[1]) for o in out]),
             labels=np.concatenate([o[1] for o in out]), cost=np.concatenate([o[2] for o in out]),
             best=np.array([o[3] for o in out], np.float32), told=np.concatenate([o[4] for o in out]))
