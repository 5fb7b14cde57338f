"""Write the trained model as Rust tables."""
import json

import numpy as np

from sequence import EARLY

DEPTH = 5


def fnv(data, start=0x811c9dc5):
    for byte in data: start = ((start ^ byte) * 0x01000193) & 0xffffffff
    return start


def is_cjk(c): return 0x3040 <= ord(c) <= 0x30ff or 0x31f0 <= ord(c) <= 0x31ff or 0x3400 <= ord(c) <= 0x4dbf or 0x4e00 <= ord(c) <= 0x9fff or 0xac00 <= ord(c) <= 0xd7a3 or 0xf900 <= ord(c) <= 0xfaff or 0x20000 <= ord(c) <= 0x3134f


def word_hash(w):
    if len(w) == 2 and is_cjk(w[0]) and is_cjk(w[1]):
        return fnv(fnv(w[1].encode()).to_bytes(4, 'little'), fnv(w[0].encode()))
    return fnv(w.encode())


def floor32(x):
    f = np.float32(x)
    return f if float(f) <= x else np.nextafter(f, np.float32(-np.inf))


def complete(tree):
    """A LightGBM tree as a complete one of DEPTH questions."""
    columns, thresholds, leaves = [0] * 32, [np.float32(3e38)] * 32, [0.0] * 32

    def walk(node, at, level):
        if level == DEPTH:
            leaves[at - 31] = node['leaf_value']; return
        if 'leaf_value' in node:
            walk(node, 2 * at + 1, level + 1); walk(node, 2 * at + 2, level + 1); return
        assert node['decision_type'] == '<='
        columns[at], thresholds[at] = node['split_feature'], floor32(node['threshold'])
        walk(node['left_child'], 2 * at + 1, level + 1); walk(node['right_child'], 2 * at + 2, level + 1)

    walk(tree['tree_structure'], 0, 0)
    return columns, thresholds, leaves


def number(x):
    s = str(np.float32(x)) if abs(x) < 1e30 else '3e38'
    return s if any(c in s for c in '.e') else s + '.0'


def forest(out, name, doc, model):
    trees = [complete(t) for t in model.dump_model()['tree_info']]
    out.append('/// %s\npub(super) static %s: [Tree; %d] = [' % (doc, name, len(trees)))
    for c, t, l in trees:
        out.append('Tree { columns: [%s], thresholds: [%s], leaves: [%s] },' % (
            ','.join(map(str, c)), ','.join(number(x) for x in t), ','.join(number(round(x, 5)) for x in l)))
    out.append('];')


def words(out, name, doc, entries):
    size = 2
    while size < 2 * len(entries): size *= 2
    slots = [None] * size
    for hash_, value in entries:
        at = hash_ % size
        while slots[at] is not None and slots[at][0] != hash_: at = (at + 1) % size
        if slots[at] is None: slots[at] = (hash_, value)
    out.append('/// %s\npub(super) static %s: [(u32, i8); %d] = [' % (doc, name, size))
    cells = ['(0x%08x,%d)' % s if s else '(0,0)' for s in slots]
    for i in range(0, size, 16): out.append(','.join(cells[i:i + 16]) + ',')
    out.append('];')


def state(values): return '[%s]' % ','.join(number(float('%.5g' % x)) for x in values)


def states(rows): return '[%s]' % ','.join(map(state, rows))


def norm(layer): return 'Norm { gain: %s, shift: %s }' % (state(layer.weight.tolist()), state(layer.bias.tolist()))


def sequence(out, reader):
    net, half = reader.network, reader.network.input.out_features
    weights = net.input.weight.detach().numpy().T
    out.append('/// Reads the candidates of a page as one sequence.\npub(super) static SEQUENCE: Network = Network {\ninputs: &[')
    for root, mean, scale, w in zip(reader.root, reader.mean, reader.scale, weights):
        out.append('Input { root: %s, mean: %s, scale: %s, weights: %s },' % (
            'true' if root else 'false', number(float('%.6g' % mean)), number(float('%.6g' % scale)), state(w)))
    out.append('],\ninput_bias: %s,\nearly: %d,\nlayers: &[' % (state(net.input.bias.tolist()), EARLY))
    for layer in net.layers:
        # From (out, in, tap) to tap, in, what is said and its gate.
        kernel = layer.mix.weight.detach().numpy().transpose(2, 1, 0)
        out.append('Layer { norm: %s, step: %d, bias: %s, kernel: [\n%s] },' % (
            norm(layer.norm), layer.step, state(layer.mix.bias.tolist()), ',\n'.join(map(states, kernel))))
    whole = net.whole.weight.detach().numpy().T
    out.append('],\nwhole: [%s, %s],\nwhole_bias: %s,\nnorm: %s,' % (
        states(whole[:half]), states(whole[half:]), state(net.whole.bias.tolist()), norm(net.norm)))
    out.append('hidden: %s,\nhidden_bias: %s,\nanswer: %s,\nanswer_bias: %s,\n};' % (
        states(net.hidden.weight.detach().numpy().T), state(net.hidden.bias.tolist()),
        state(net.answer.weight.detach().numpy()[0]), number(net.answer.bias.item())))


def worth(S, N, K, PRIOR):
    p = (S + K * PRIOR) / (N + K)
    return np.log(p / (1 - p)) - np.log(PRIOR / (1 - PRIOR))


def write(path, m1, m2, network, kind, tables, vocab, K, PRIOR, min_sites, min_worth):
    out = ['// Written by eval/train/train.py: the body model. Do not edit.', 'use super::forest::Tree;', 'use super::sequence::{Input, Layer, Network, Norm};']
    back = sorted(vocab, key=vocab.get)
    (SN, NN), (SC, NC), (SW, NW) = tables
    for name, doc, S, N, prefix in (('NEAR', 'Words of names close by.', SN, NN, 'n:'), ('CHAIN', 'Words of names further out.', SC, NC, 'n:'),
                                    ('WORDS', 'Words and pairs of CJK characters that blocks begin with.', SW, NW, 'w:')):
        exact = worth(S, N, K, PRIOR)
        v = np.round(exact * 16).clip(-127, 127).astype(int)
        entries = []
        for n in np.flatnonzero((N >= min_sites) & (np.abs(exact) >= min_worth)):
            if back[n].startswith(prefix):
                w = back[n][2:]
                entries.append((fnv(w.encode()) if prefix == 'n:' else word_hash(w), int(v[n]) or 1))
        words(out, name, doc, entries)
    forest(out, 'FIRST', 'Judges a block by its own row.', m1)
    forest(out, 'SECOND', 'Judges it among its neighbours.', m2)
    sequence(out, network)
    forest(out, 'KIND', 'Judges whether a page is no article.', kind)
    with open(path, 'w') as f: f.write('\n'.join(out) + '\n')
