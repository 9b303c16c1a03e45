using System.Text;
using Orchestra.Modeling.Paths.Feasible;

namespace Orchestra.Modeling.Paths.Pairs;

/// <summary>A combination of outcomes that one walk is to have.</summary>
internal sealed class TupleGoal(IReadOnlyList<int> tuple, FactorTable table) : WalkGoal
{
    private readonly SortedSet<int> _taken = [];
    private readonly Dictionary<Vertex, int> _rounds = [];

    /// <inheritdoc />
    public override bool IsMet => tuple.All(_taken.Contains);

    /// <inheritdoc />
    public override IEnumerable<Vertex> Ahead => tuple.Where(value => !_taken.Contains(value)).Select(value => table.OfValue(value).At);

    /// <inheritdoc />
    public override void Start()
    {
        _taken.Clear();
        _rounds.Clear();
    }

    /// <inheritdoc />
    public override void Read(Walk walk)
    {
        Start();
        _taken.UnionWith(table.ValuesOf(walk));
        foreach (var taken in walk.Choices.Where(taken => taken.Iterations is not null))
        {
            _rounds.TryAdd(taken.At, taken.Iterations!.Value);
        }
    }

    /// <inheritdoc />
    public override bool Asks(Arc arc) =>
        table.OfDecision(arc.Source) is { } decision
            ? AsksValue(decision.FirstValue + decision.Arcs.ToList().IndexOf(arc))
            : table.OfOption(arc) is { } option && AsksValue(option.FirstValue);

    /// <inheritdoc />
    public override bool Asks(Vertex activity, int iterations) =>
        table.OfLoop(activity) is { } loop
        && loop.Iterations.ToList().IndexOf(iterations) is var index and >= 0
        && AsksValue(loop.FirstValue + index);

    /// <inheritdoc />
    public override void AppendTo(StringBuilder text)
    {
        foreach (var value in tuple)
        {
            // A loop's value is settled only when it is left for good: its rounds so far are what counts.
            var factor = table.OfValue(value);
            var state =
                factor.Iterations.Count > 0 ? _rounds.GetValueOrDefault(factor.At, -1)
                : _taken.Contains(value) ? 1
                : 0;
            text.Append('g').Append(state);
        }
    }

    private bool AsksValue(int value) => tuple.Contains(value) && !_taken.Contains(value);
}
