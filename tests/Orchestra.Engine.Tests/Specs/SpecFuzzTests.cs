using System.Text;
using Orchestra.Engine.Specs;
using Orchestra.Engine.Specs.Text;

namespace Orchestra.Engine.Tests.Specs;

public sealed class SpecFuzzTests
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
        var json = YamlToJson.Convert(SpecTexts.Loans).Json.ToArray();
        var random = new Random(seed);
        for (var run = 0; run < 500; run++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var damaged = Damage(run % 2 == 0 ? yaml : json, random);

            var import = OpenApiReader.Read(damaged);

            Assert.That(import.Faults.Count > 0, Is.Not.EqualTo(import.Endpoints.Count > 0));
        }
    }

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
