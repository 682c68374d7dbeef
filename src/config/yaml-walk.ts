import { isMap, isScalar, isSeq, type Node, type Pair, type Scalar } from 'yaml';
import { quote } from '../kernel/quote.ts';
import type { Span } from './source-text.ts';
import { formatPath, type Path } from './tree.ts';

/** Something that a configuration file may not contain, whatever the schema says. */
export interface YamlFault {
  readonly path: Path;
  readonly message: string;
  /** The value as it is written, where it belongs in the message; left out where it may be a secret. */
  readonly seen: string | null;
  readonly span: Span;
}

/** Where a key and its value stand; they are the same for an item of a list. */
export interface Spot {
  readonly key: Span;
  readonly value: Span;
}

/** Turns offsets of a text into a span. */
export type SpanOf = (start: number, end?: number) => Span;

/** Numbers as they are written, or also with zeros at the end of a fraction. */
export type Numbers = 'plain' | 'fractions';

/** Turns nodes into plain data and notes where each stands. The depth was bounded before. */
export class YamlWalk {
  readonly spots = new Map<string, Spot>();
  readonly faults: YamlFault[] = [];
  readonly #spanOf: SpanOf;
  readonly #numbers: Numbers;

  constructor(spanOf: SpanOf, numbers: Numbers) {
    this.#spanOf = spanOf;
    this.#numbers = numbers;
  }

  visit(node: Node | null, path: Path): unknown {
    if (node === null) return null;
    if (node.tag !== undefined) return this.#refuse(node, path, 'has a tag; write the value itself');
    if (isMap<Node, Node | null>(node)) {
      return Object.fromEntries(node.items.flatMap((pair) => this.#entry(pair, path)));
    }
    if (isSeq<Node>(node)) return node.items.map((item, index) => this.#item(item, [...path, index]));
    if (!isScalar(node)) return this.#refuse(node, path, 'is an alias; write the value out');
    if (typeof node.value === 'number' && node.source !== String(node.value) && !this.#isFraction(node)) {
      // 010 is 8 to YAML 1.1 and 10 to YAML 1.2, and 1e3 hides a thousand: a number is written as it is read.
      return this.#refuse(node, path, 'must be in plain decimal', quote(node.source ?? ''));
    }
    return node.value;
  }

  #item(node: Node, path: Path): unknown {
    const span = this.#span(node);
    this.spots.set(formatPath(path), { key: span, value: span });
    return this.visit(node, path);
  }

  #entry({ key, value }: Pair<Node, Node | null>, parent: Path): readonly (readonly [string, unknown])[] {
    const keySpan = this.#span(key);
    if (!isScalar(key) || typeof key.value !== 'string' || key.tag !== undefined) {
      this.faults.push({
        path: parent,
        message: 'has a key that is not plain text',
        seen: null,
        span: keySpan,
      });
      return [];
    }
    const path = [...parent, key.value];
    if (['__proto__', 'constructor', 'prototype'].includes(key.value)) {
      this.faults.push({ path, message: 'is not accepted as a key', seen: null, span: keySpan });
      return [];
    }
    const name = formatPath(path);
    const earlier = this.spots.get(name);
    if (earlier !== undefined) {
      const message = `is written twice; first in line ${earlier.key.line}`;
      this.faults.push({ path, message, seen: null, span: keySpan });
      return [];
    }
    this.spots.set(name, { key: keySpan, value: value === null ? keySpan : this.#span(value) });
    return [[key.value, this.visit(value, path)]];
  }

  /** 120.0 is how Python writes a number that may have fractions. */
  #isFraction({ source }: Scalar): boolean {
    return this.#numbers === 'fractions' && /^\d+\.\d+$/.test(source ?? '');
  }

  #refuse(node: Node, path: Path, message: string, seen: string | null = null): undefined {
    this.faults.push({ path, message, seen, span: this.#span(node) });
    return undefined;
  }

  #span(node: Node): Span {
    const [start, end] = node.range ?? [0, 1];
    return this.#spanOf(start, end);
  }
}
