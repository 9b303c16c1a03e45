using System.Diagnostics;
using System.Text;
using Orchestra.Modeling.Covering.Pict;

namespace Orchestra.Modeling.Tests.Covering;

/// <summary>No text makes the reader crash or take long. 100,000 texts with <c>./orchestra test --deep</c>.</summary>
[TestFixture]
public sealed class PictFuzzTests
{
    private const string Model = """
        # comment
        Type: Primary, Logical, Single
        Size: 10, 100, 500.5, -1e3
        Other type: <Type>, none
        { Type, Size, Other type } @ 3
        IF [Type] = "Primary" AND NOT ([Size] > 10 OR [Size] IN {1, 2}) THEN [Other type] LIKE "P*?" ELSE [Type] <> [Other type];
        [Size] <= 500;
        """;

    private static readonly string[] _tokens =
    [
        "IF",
        "THEN",
        "ELSE",
        "AND",
        "OR",
        "NOT",
        "IN",
        "LIKE",
        "[",
        "]",
        "(",
        ")",
        "{",
        "}",
        "@",
        "\"",
        "\\",
        ";",
        ":",
        ",",
        "<",
        ">",
        "=",
        "~",
        "|",
        "(3)",
        "#",
        "\n",
        "\r",
        "\0",
        "\t",
        " ",
        "1e999",
        "-",
        ".",
        "NaN",
        "𝛼",
        "\ud800",
        "[Type]",
        "<Type>",
        "((((((",
        "IsNegative(",
    ];

    [Test, CancelAfter(600_000)]
    public void A_mutated_model_is_read_or_refused_in_time()
    {
        var random = new Random(1);
        var count = Environment.GetEnvironmentVariable("ORCHESTRA_TEST_DEEP") == "1" ? 100_000 : 4_000;
        for (var i = 0; i < count; i++)
        {
            var text = Mutate(random);
            var started = Stopwatch.GetTimestamp();

            var import = PictModelReader.Read(text, 2);

            Assert.That(Stopwatch.GetElapsedTime(started), Is.LessThan(TimeSpan.FromSeconds(2)), text);
            Assert.That(import.Model is null, Is.EqualTo(import.Faults.Count > 0), text);
            Assert.That(import.Faults.All(fault => fault.Line is null or >= 1), text);
        }
    }

    private static string Mutate(Random random)
    {
        var text = new StringBuilder(Model);
        for (var changes = random.Next(1, 12); changes > 0; changes--)
        {
            var at = random.Next(text.Length + 1);
            switch (random.Next(4))
            {
                case 0:
                    text.Insert(at, _tokens[random.Next(_tokens.Length)]);
                    break;
                case 1:
                    text.Remove(Math.Min(at, text.Length), Math.Min(random.Next(1, 8), text.Length - Math.Min(at, text.Length)));
                    break;
                case 2:
                    var from = random.Next(text.Length + 1);
                    text.Insert(at, text.ToString(from, random.Next(Math.Min(60, text.Length - from) + 1)));
                    break;
                default:
                    text.Insert(at, string.Concat(Enumerable.Repeat(_tokens[random.Next(_tokens.Length)], random.Next(1, 200))));
                    break;
            }
        }

        return text.ToString();
    }
}
