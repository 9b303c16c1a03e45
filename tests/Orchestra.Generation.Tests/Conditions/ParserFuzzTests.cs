using System.Diagnostics;
using System.Text;
using Orchestra.Generation.Conditions.Language;
using Orchestra.Generation.Conditions.Solving;

namespace Orchestra.Generation.Tests.Conditions;

/// <summary>Conditions that nobody meant (SECURITY S20): no crash, no long thought.</summary>
[TestFixture]
internal sealed class ParserFuzzTests
{
    private static readonly string[] _seeds =
    [
        "= amount > 1000 and status in (\"A\", \"B\") or not(x between 1 and 5)",
        "${customer.age ge 18 && !empty tags ? approved : status eq 'OPEN'}",
        "a['b'] === 1 && (c !== 'd' || !e) && f % 2 == 0",
        "if date(\"2026-01-01\") < day + duration(\"P1D\") then x in [1..10) else string length(s) >= 3",
        "#{7*7}",
        "${''.getClass().forName('java.lang.Runtime').getMethod('exec')}",
        "this.constructor.constructor('return process')()",
        "for (;;) {}",
        "\"a\".repeat(1e9)",
        "x in ((x in ((x in ((1..2), 3)), 4)), 5)",
        "<%= File.read('/etc/passwd') %>",
    ];

    private static readonly string[] _pieces =
    [
        "(",
        ")",
        "[",
        "]",
        "..",
        "in",
        "not",
        " and ",
        " or ",
        "\"",
        "'",
        "\\",
        "${",
        "}",
        "=",
        "!",
        "==",
        "<",
        "1e28",
        "0.0000001",
        "x",
        ".",
        "-",
        "date(",
        "duration(\"P9999999999Y\")",
        "null",
        "true",
        "if ",
        " then ",
        " else ",
        "?",
        ":",
        "\u0000",
        "\ud800",
        "é",
        "79228162514264337593543950335",
        "%",
        "/",
        "*",
        " between ",
        "empty ",
        "x.y",
        ",",
        "@\"",
        "`",
    ];

    [Test]
    public void Mutated_conditions_are_read_or_refused_in_time()
    {
        var random = new Random(20);
        var times = Environment.GetEnvironmentVariable("ORCHESTRA_TEST_DEEP") == "1" ? 100_000 : 5_000;
        var (read, slowest) = (0, TimeSpan.Zero);
        for (var i = 0; i < times; i++)
        {
            var text = Mutated(random);
            var watch = Stopwatch.StartNew();
            var parsed = ConditionParser.Parse(text);
            if (parsed.Expression is { } expression)
            {
                read++;
                var conjunct = new Conjunct("F", "G", parsed.Text, expression, random.Next(2) == 0);
                var solution = ConditionSolver.Solve([conjunct], seed: i);
                var solved = solution is { Contradiction: null, Unsolved.Count: 0 };
                Assert.That(
                    !solved || ConditionEvaluator.Judge(expression, solution.Values.GetValueOrDefault) == conjunct.Holds,
                    Is.True,
                    text
                );
            }
            else
            {
                Assert.That(parsed.Fault!.Column, Is.InRange(1, Math.Max(1, text.Length) + 1), text);
            }

            slowest = watch.Elapsed > slowest ? watch.Elapsed : slowest;
            Assert.That(watch.Elapsed, Is.LessThan(TimeSpan.FromSeconds(2)), text);
        }

        TestContext.Out.WriteLine($"{times} conditions, {read} read, the slowest in {slowest.TotalMilliseconds:0} ms");
        Assert.That(read, Is.GreaterThan(times / 10));
    }

    [TestCase("${''.getClass().forName('java.lang.Runtime')}")]
    [TestCase("this.constructor.constructor('return process')()")]
    [TestCase("System.IO.File.ReadAllText('/etc/passwd') == ''")]
    [TestCase("while (true) {}")]
    public void Nothing_of_the_machine_is_reached(string text) => Assert.That(ConditionParser.Parse(text).NeedsData, Is.True);

    [Test]
    public void Towers_of_choices_are_left_in_time()
    {
        var clauses = Enumerable.Range(0, 60).Select(i => $"(x{i} + y{i} = {i} or x{i} * y{(i + 1) % 60} = 7 or x{i} = y{(i + 7) % 60})");
        var parsed = ConditionParser.Parse(string.Join(" and ", clauses));
        var watch = Stopwatch.StartNew();

        ConditionSolver.Solve([new Conjunct("F", "G", parsed.Text, parsed.Expression!)]);

        Assert.That(watch.Elapsed, Is.LessThan(TimeSpan.FromSeconds(2)));
    }

    private static string Mutated(Random random)
    {
        var text = new StringBuilder(_seeds[random.Next(_seeds.Length)]);
        for (var changes = random.Next(4); changes > 0; changes--)
        {
            var at = random.Next(text.Length + 1);
            switch (random.Next(5))
            {
                case 0 when at < text.Length:
                    text.Remove(at, Math.Min(text.Length - at, 1 + random.Next(8)));
                    break;
                case 1:
                    text.Insert(at, string.Concat(Enumerable.Repeat(_pieces[random.Next(_pieces.Length)], random.Next(20) == 0 ? 200 : 1)));
                    break;
                case 2 when at < text.Length:
                    text[at] = (char)random.Next(0x20, 0x180);
                    break;
                case 3:
                    text.Insert(at, _seeds[random.Next(_seeds.Length)]);
                    break;
                default:
                    text.Insert(at, _pieces[random.Next(_pieces.Length)]);
                    break;
            }
        }

        return text.ToString();
    }
}
