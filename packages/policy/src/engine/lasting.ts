/**
 * One empty object of each kind that the hot loops meet, held for as long as the program runs. V8 forgets the layout of
 * a class when the last of its objects is collected, and throws away all code that it had compiled for that layout: between
 * two evaluations, of which nothing lasts but tables and sets, everything would become slow again. Seen with `--trace-deopt`
 * as "weak objects"; derivations with a collection between them took twice as long.
 */

import { Symbols } from "../facts.ts";
import { Batch } from "./batch.ts";
import { Rows } from "./collect.ts";
import { addTo, noDelta, patched } from "./delta.ts";
import { differing } from "./difference.ts";
import { Asking, Finder, shapeOf, type World } from "./find.ts";
import { NumberMap } from "./number-map.ts";
import { PairJoin, PairMerger } from "./pairs.ts";
import type { Atom, CorePredicate } from "./program.ts";
import { relationOf } from "./relation.ts";
import { ALL_DAYS, NO_DAYS, SetStore } from "./sets.ts";
import { Except, Join } from "./steps.ts";
import { Table } from "./table.ts";

function oneOfEach(): readonly unknown[] {
  const store = new SetStore();
  const atom: Atom = {
    predicate: 0,
    args: [
      { slot: 0, code: -1 },
      { slot: 1, code: -1 },
    ],
    operations: [],
  };
  const first = new Set([0]);
  const both = new Set([0, 1]);
  const table = Table.empty([true, true]);
  const relation = relationOf(table);
  const world: World = () => relation;
  const batch = new Batch(2, [0]);
  batch.count = 1;
  batch.sets[0] = ALL_DAYS;
  const rows = new Rows(2);
  const merger = new PairMerger();
  merger.merge(rows, new Rows(2), store);
  const pairs = PairJoin.of(atom, first, [0, 1], store);
  pairs?.run(batch, table, rows);
  const join = new Join({ literal: "atom", atom }, first, both, 2, store);
  join.run(batch, world);
  const except = new Except(atom, first, store);
  except.run(batch, world);
  const asking = new Asking(atom, first, store);
  asking.at(world);
  asking.days(batch.columns, 0);
  const finder = new Finder(table, shapeOf(atom.args, first));
  finder.seek(batch.columns, 0);
  const changed = new NumberMap();
  changed.put(0, ALL_DAYS);
  const delta = noDelta([true, true]);
  addTo(delta, [0, 0], -1, NO_DAYS, ALL_DAYS);
  const draft = patched(relation, delta, [true, true]);
  const kinds = ["Text", "Text"];
  const predicate: CorePredicate = { name: "", number: 0, kinds, role: "derived", rules: [] };
  const differences = [...differing({ symbols: new Symbols(), store }, predicate, relation, draft)].map(
    (difference) => ({ difference, days: [difference.lost, difference.gained] }),
  );
  return [
    differences,
    changed,
    delta,
    draft,
    store,
    table,
    relation,
    batch,
    rows,
    merger,
    pairs,
    join,
    except,
    asking,
    finder,
  ];
}

export const LASTING = oneOfEach();
