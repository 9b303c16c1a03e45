using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Orchestra.Modeling.Bpmn;
using Orchestra.Modeling.Sequence;

namespace Orchestra.Modeling.Tests.Sequence;

/// <summary>Random diagrams of both languages.</summary>
public sealed class RandomDiagramTests
{
    [Test]
    public void What_was_printed_is_read_back([Values] bool plantUml) =>
        ForAll(
            500,
            seed =>
            {
                var (source, expected) = RandomDiagram.Of(seed, plantUml);
                var (faults, warnings) = (new FaultList(), new WarningList());
                var diagram = SequenceReader.Parse(source, faults, warnings);
                var read = diagram is null ? "" : Show(diagram.Items);
                return read == expected ? [] : [$"{string.Join(", ", faults.ToList())}\n{source}\n{expected}\n{read}"];
            }
        );

    [Test]
    public void Every_graph_can_be_walked_and_all_of_it_is_covered([Values] bool plantUml) =>
        ForAll(
            300,
            seed =>
            {
                var import = SequenceReader.Read(RandomDiagram.Of(seed, plantUml).Source);
                return import.Graph is { } graph ? Diagrams.Wrong(graph) : import.Faults.Select(fault => fault.Message);
            }
        );

    [Test]
    public void Both_languages_give_the_same_steps() =>
        ForAll(
            200,
            seed =>
            {
                var graph = SequenceReader.Read(RandomDiagram.Of(seed, isPlantUml: true).Source).Graph!;
                var steps = graph.Processes[0].Nodes.Count(node => node.Id.StartsWith("Call_", StringComparison.Ordinal));
                var expected = RandomDiagram.Of(seed, isPlantUml: true).Expected;
                var messages = expected.Split("call T>").Length + expected.Split("async T>").Length - 2;
                return steps == messages ? [] : [$"{steps} steps of {messages} messages"];
            }
        );

    private static string Show(List<SequenceElement> items)
    {
        var text = new StringBuilder();
        foreach (var item in items)
        {
            if (item is MessageElement message)
            {
                var kind = message.Kind.ToString().ToLowerInvariant();
                text.Append($"{kind} {message.From?.Id}>{message.To?.Id} {message.Text};");
            }
            else if (item is FragmentElement fragment)
            {
                text.Append(fragment.Kind.ToString().ToLowerInvariant());
                fragment.Branches.ForEach(branch => text.Append($"({branch.Guard})[{Show(branch.Items)}]"));
            }
        }

        return text.ToString();
    }

    private static void ForAll(int times, Func<int, IEnumerable<string>> faults)
    {
        var property = Prop.ForAll<int>(
            Arb.From(Gen.Choose(0, 1_000_000)),
            seed =>
            {
                var wrong = faults(seed).ToList();
                return (wrong.Count == 0).Label($"seed {seed}: {string.Join("; ", wrong)}");
            }
        );
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(times).WithReplay(20260101UL, 7UL), property);
    }
}
