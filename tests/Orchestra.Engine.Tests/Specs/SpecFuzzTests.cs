using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;
using Orchestra.Engine.Specs;
using Orchestra.Engine.Specs.Text;
using Orchestra.Fuzzing;
using Orchestra.Testing.Servers;

namespace Orchestra.Engine.Tests.Specs;

public sealed partial class SpecFuzzTests
{
    private static readonly string[] Insertions =
    [
        "&a ",
        "*a",
        "<<: ",
        "- ",
        "? ",
        "!!x ",
        "{",
        "}",
        "[",
        "\"",
        "'",
        "\\u",
        "\\ud800",
        "|\n",
        "%",
        "@",
        "---\n",
        "...\n",
        "\t",
        "$ref: '#/'",
    ];

    [Test, CancelAfter(120_000)]
    public void Damaged_texts_give_faults_or_endpoints_and_never_an_exception([Range(1, 8)] int seed, CancellationToken cancellationToken)
    {
        var yaml = Encoding.UTF8.GetBytes(SpecTexts.Loans);
        var json = Json();
        var random = new Random(seed);
        for (var run = 0; run < 500; run++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var damaged = Damage(run % 2 == 0 ? yaml : json, random);

            var import = OpenApiReader.Read(damaged);

            Assert.That(import.Faults.Count > 0, Is.Not.EqualTo(import.Endpoints.Count > 0));
        }
    }

    [Test, MemoryLimited]
    public void Damaged_JSON_is_read_or_refused_in_time() => ReadAll(Json(), seed: 10);

    [Test, MemoryLimited]
    public void Damaged_YAML_is_read_or_refused_in_time() => ReadAll(Encoding.UTF8.GetBytes(SpecTexts.Loans), seed: 11);

    // In JSON a version without quotes is a number, which is a fault.
    private static byte[] Json() =>
        YamlToJson.Convert(SpecTexts.Loans.Replace("version: 1.10", "version: '1.10'", StringComparison.Ordinal)).Json.ToArray();

    private static void ReadAll(byte[] text, int seed)
    {
        Assert.That(OpenApiReader.Read(text).Faults, Is.Empty, "what is damaged is whole");
        var random = new Random(seed);
        var times = TestServers.IsDeep ? 100_000 : 1_000;
        var (read, slowest) = (0, TimeSpan.Zero);
        for (var run = 0; run < times; run++)
        {
            var damaged = run % 2 == 0 ? Damage(text, random) : Exchange(text, random);
            var watch = Stopwatch.StartNew();

            var import = OpenApiReader.Read(damaged);

            slowest = watch.Elapsed > slowest ? watch.Elapsed : slowest;
            read += import.Endpoints.Count > 0 ? 1 : 0;
            Assert.That(watch.Elapsed, Is.LessThan(TimeSpan.FromSeconds(2)), Encoding.UTF8.GetString(damaged));
            Assert.That(import.Faults.Count > 0, Is.Not.EqualTo(import.Endpoints.Count > 0));
        }

        TestContext.Out.WriteLine($"{times} documents, {read} read, the slowest in {slowest.TotalMilliseconds:0} ms");
        Assert.That(read, Is.InRange(times / 100, times * 99 / 100), "both outcomes were met");
    }

    // Values, names and words change places: what comes out is mostly well-formed still.
    private static byte[] Exchange(byte[] text, Random random)
    {
        var words = Words().Split(Encoding.UTF8.GetString(text));
        for (var times = random.Next(1, 4); times > 0; times--)
        {
            words[random.Next(words.Length)] = words[random.Next(words.Length)];
        }

        var separators = Words().Matches(Encoding.UTF8.GetString(text)).Select(match => match.Value).Append("");
        return Encoding.UTF8.GetBytes(string.Concat(words.Zip(separators, (word, separator) => word + separator)));
    }

    [GeneratedRegex("[^A-Za-z0-9_/#.$]+")]
    private static partial Regex Words();

    private static byte[] Damage(byte[] text, Random random)
    {
        var damaged = text.ToList();
        for (var times = random.Next(1, 5); times > 0; times--)
        {
            var at = random.Next(damaged.Count);
            switch (random.Next(3))
            {
                case 0:
                    damaged.RemoveRange(at, Math.Min(random.Next(20), damaged.Count - at));
                    break;
                case 1:
                    damaged[at] = (byte)random.Next(128);
                    break;
                default:
                    damaged.InsertRange(at, Encoding.UTF8.GetBytes(Insertions[random.Next(Insertions.Length)]));
                    break;
            }
        }

        return [.. damaged];
    }
}
