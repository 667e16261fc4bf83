import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { CelError, CelNotEvaluated } from './cel-error.ts';
import { evaluateCel } from './cel-evaluator.ts';
import { CelMeter } from './cel-meter.ts';
import { celProgram } from './cel-program.ts';
import { type CelValue } from './cel-value.ts';

const evaluate = (text: string, budget = 100_000): CelValue => evaluateCel(celProgram(text).node, undefined, new CelMeter(budget));

describe('evaluateCel', () => {
  // Each is what cel-go says with the libraries of an API server of 1.36.
  const TRUE: Readonly<Record<string, readonly string[]>> = {
    numbers: ['1 + 2 * 3 == 7', '-5 / 2 == -2', '-5 % 3 == -2', '1 == 1.0', '1u == 1', '1 < 1.5', '5.0 / 0.0 > 1.0', 'int(-1.9) == -1', 'double("1.5") == 1.5', '0x1F == 31', '1e3 == 1000.0'],
    logic: ['1 / 0 == 1 || true', 'true || 1 / 0 == 1', '!(1 / 0 == 1 && false)', '[0, 1].exists(x, 1 / x == 1)', 'true ? true : 1 / 0 == 1', 'null == null', '!(1 == null)'],
    texts: ['"é".size() == 1', '"abc".substring(1, 2) == "b"', '"a,b,c".split(",", 2) == ["a", "b,c"]', '"aXbXc".replace("X", "-", 1) == "a-bXc"', '"ABC".lowerAscii() == "abc"', '["a", "b"].join("-") == "a-b"', '"abcabc".indexOf("c", 3) == 5', '"a\\nb" == """a\nb"""', "r'\\d' == '\\\\d'", '"\\U0001F600" > "\\uffff"', '"  a ".trim() == "a"', '"hello".matches("^h.*o$")', '"123 abc 456".findAll("[0-9]+") == ["123", "456"]', '"%s %d %.2f".format(["a", 1, 1.234]) == "a 1 1.23"', '"%s".format([[1, "a", null]]) == "[1, \\"a\\", null]"', '"ell" in ["ell"]'],
    collections: ['[1, 2, 3].map(x, x > 1, x * 2) == [4, 6]', '[1, 2, 3].filter(x, x > 1) == [2, 3]', '{"a": 1, "b": 2}.exists_one(k, k == "a")', '{"a": 1}.all(k, v, v == 1)', '[1, 2].transformList(i, v, i * v) == [0, 2]', '{"a": 1}.transformMap(k, v, v + 1) == {"a": 2}', '[1, 2].sum() == 3 && [2, 1].min() == 1', '[1, 1, 2].distinct() == [1, 2]', '[3, 1].sort() == [1, 3] && !([3, 1].isSorted())', 'sets.contains([1, 2], [1])', 'has({"a": 1}.a) && !has({"a": 1}.b)', '1 in {1: 2}', '[1] == [1.0]'],
    optionals: ['{"a": 1}.?b.orValue(3) == 3', '!([1][?5].hasValue())', 'optional.of(1).optMap(x, x + 1).value() == 2', '[?optional.none(), 1] == [1]'],
    times: ['duration("1h") + duration("1m") == duration("3660s")', 'timestamp("2024-01-02T03:04:05Z") + duration("1h") > timestamp("2024-01-02T04:04:04Z")', 'timestamp("2024-03-01T00:00:00Z").getDayOfYear() == 60', 'string(duration("1h1m")) == "3660s"', 'duration("1.5s").getMilliseconds() == 1500', 'timestamp(0) == timestamp("1970-01-01T00:00:00Z")'],
    kubernetes: ['quantity("1Gi").isGreaterThan(quantity("1G"))', 'quantity("50k").add(20).sub(quantity("100k")).sub(-50000) == quantity("20")', '!isQuantity("200K")', 'ip("::1").family() == 6', 'ip.isCanonical("2001:db8::abcd") && !ip.isCanonical("2001:DB8::ABCD")', 'cidr("10.0.0.0/8").containsIP("10.1.2.3")', 'cidr("10.1.2.3/8").masked() == cidr("10.0.0.0/8")', 'string(ip("2001:DB8::1")) == "2001:db8::1"', 'url("https://[::1]:80/").getHostname() == "::1"', '!isURL("../relative-path")', 'semver("1.2.3-a.1").isLessThan(semver("1.2.3-a.b"))', 'isSemver("v1.0", true)', 'format.dns1123Label().validate("A").hasValue()', '!format.dns1123Label().validate("a").hasValue()'],
  };
  it.each(Object.entries(TRUE).flatMap(([of, texts]) => texts.map((text) => [of, text])))('knows %s: %s', (_of, text) => {
    expect(evaluate(text)).toBe(true);
  });

  it.each(['1 / 0', '9223372036854775807 + 1', '{"a": 1}["b"]', '[1][1]', 'int("x")', '"a" + dyn(1)', 'uint(-1)', '"abc".charAt(4)', '[].max()', 'quantity("Three")', 'duration("1d")', 'optional.none().value()', '!dyn(1)', 'true && dyn(1)', '"a" < dyn(1)'])('fails as the server does at %s', (text) => {
    expect(() => evaluate(text)).toThrow(CelError);
  });

  it.each(['a.b', 'foo(1)', 'true || foo(1)', '[1].nothing()', '1 +', '"', "'\\q'", '@', '(1', '{1:}', '1 2', '(?i)'])('says of %s that it is not evaluated', (text) => {
    expect(() => evaluate(text)).toThrow(CelNotEvaluated);
  });

  it.each([
    ['nested loops', 'lists.range(100).all(a, lists.range(100).all(b, lists.range(100).all(c, a + b + c >= 0)))'],
    ['a text that doubles', `"${'a'.repeat(100)}"${'.replace("a", "aa")'.repeat(60)} == ""`],
    ['a list that doubles', `[1, 2].map(x, [x, x])${'.map(x, x + x)'.repeat(60)} == []`],
    ['a long range', 'lists.range(1000000000).size() > 0'],
  ])('stops at its budget in %s', (_name, text) => {
    expect(() => evaluate(text)).toThrow(CelNotEvaluated);
  });

  it('refuses what nests deeper than any rule', () => {
    for (const text of [`${'('.repeat(5000)}1${')'.repeat(5000)}`, `${'!'.repeat(5000)}true`, `${'['.repeat(5000)}`, `1${' ? 1 : 1'.repeat(5000)}`]) expect(() => evaluate(text)).toThrow(CelNotEvaluated);
  });

  it('bears any text', () => {
    const piece = fc.constantFrom('self', '1', '"a"', '(', ')', '[', ']', '{', '}', '.', ',', ':', '?', '&&', '||', '!', '-', '+', '==', '<', ' in ', 'has(', '.map(', '.size()', 'x', '1.5', 'null', '.all(x, ');
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 20 }), (pieces) => {
        try {
          evaluate(pieces.join(''));
        } catch (error) {
          if (!(error instanceof CelError) && !(error instanceof CelNotEvaluated)) throw error;
        }
      }),
      { numRuns: 500 },
    );
  });
});
