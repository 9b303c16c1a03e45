using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Orchestra.Contracts;
using Orchestra.Fuzzing;
using Orchestra.Modeling.Bpmn;

namespace Orchestra.Modeling.Tests.Bpmn;

/// <summary>
/// Damaged files of every dialect: a graph or faults, never an exception, a wait or more than 512 MiB. 100,000 of them with
/// <c>./orchestra test --deep</c>.
/// </summary>
[NonParallelizable]
public sealed class BpmnFuzzTests
{
    private static readonly string[] s_pieces =
    [
        "<",
        ">",
        "/>",
        "</",
        "\"",
        "'",
        "&amp;",
        "&#x0;",
        "&x;",
        "<![CDATA[",
        "]]>",
        "<!--",
        "-->",
        "<?x?>",
        "<!DOCTYPE a>",
        " xmlns:bpmn=\"urn:other\"",
        " id=\"S\"",
        " default=\"F\"",
        " sourceRef=\"tns:\"",
        " attachedToRef=\":\"",
        " isInterrupting=\"no\"",
        "<extensionElements>",
        "</extensionElements>",
        "<subProcess>",
        "</subProcess>",
        "<startEvent/>",
        "<lane>",
        "<eventDefinitionRef>",
        "<loopCardinality>99999999999</loopCardinality>",
        "\0",
        "\ud83d",
        "\uFEFF",
        "\u2028",
        "é",
    ];

    // The environment variable is TestServers.IsDeep's, whose project starts servers that these tests do not need.
    private static int Mutations => Environment.GetEnvironmentVariable("ORCHESTRA_TEST_DEEP") == "1" ? 100_000 : 3_000;

    [Test, MemoryLimited]
    public void No_damage_makes_the_reader_fail_or_wait()
    {
        var sources = Dialects.Files.Select(file => File.ReadAllText(Dialects.Path(file))).ToList();
        var random = new Random(2_020);
        var (graphs, slowest, source) = (0, TimeSpan.Zero, "");
        for (var i = 0; i < Mutations; i++)
        {
            source = Mutate(sources[i % sources.Count], random);
            var watch = Stopwatch.StartNew();
            try
            {
                var import = BpmnReader.Read(source);
                if (import.Graph is { } graph)
                {
                    graphs++;
                    Assert.That(JsonSerializer.Serialize(graph, OrchestraJson.Options), Does.Not.Contain("\\u0000"));
                }
                else
                {
                    Assert.That(import.Faults, Is.Not.Empty);
                }
            }
            catch (Exception exception) when (exception is not AssertionException)
            {
                Assert.Fail($"{exception}\n{source}");
            }

            slowest = watch.Elapsed > slowest ? watch.Elapsed : slowest;
            Assert.That(watch.Elapsed, Is.LessThan(TimeSpan.FromSeconds(2)), source);
        }

        TestContext.Out.WriteLine($"{Mutations} files, {graphs} with a graph; the slowest took {slowest.TotalMilliseconds:0} ms");
        Assert.That(graphs, Is.InRange(Mutations / 50, Mutations * 49 / 50), "both outcomes were met");
    }

    // Half of the changes keep the XML well-formed: they swap or repeat what stands between two tags, or change a value.
    private static string Mutate(string source, Random random)
    {
        var text = new StringBuilder(source);
        for (var changes = random.Next(1, 4); changes > 0; changes--)
        {
            var at = random.Next(text.Length);
            switch (random.Next(8))
            {
                case 0:
                    text.Insert(at, s_pieces[random.Next(s_pieces.Length)]);
                    break;
                case 1:
                    text.Remove(at, Math.Min(random.Next(1, 12), text.Length - at));
                    break;
                case 2:
                    text[at] = (char)random.Next(0x20, 0x7F);
                    break;
                case 3:
                    RepeatLine(text, random, remove: false);
                    break;
                case 4:
                    RepeatLine(text, random, remove: true);
                    break;
                default:
                    SwapValues(text, random);
                    break;
            }
        }

        return text.ToString();
    }

    private static void RepeatLine(StringBuilder text, Random random, bool remove)
    {
        var lines = text.ToString().Split('\n').ToList();
        var line = random.Next(lines.Count);
        if (remove)
        {
            lines.RemoveAt(line);
        }
        else
        {
            lines.Insert(random.Next(lines.Count), lines[line]);
        }

        text.Clear().AppendJoin('\n', lines.Count == 0 ? [" "] : lines).Append(' ');
    }

    private static void SwapValues(StringBuilder text, Random random)
    {
        var parts = text.ToString().Split('"');
        if (parts.Length > 4)
        {
            var (one, other) = ((random.Next((parts.Length - 1) / 2) * 2) + 1, (random.Next((parts.Length - 1) / 2) * 2) + 1);
            parts[one] = parts[other];
            text.Clear().AppendJoin('"', parts);
        }
    }
}
