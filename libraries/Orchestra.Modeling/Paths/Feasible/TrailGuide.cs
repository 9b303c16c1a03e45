using System.Text;

namespace Orchestra.Modeling.Paths.Feasible;

/// <summary>Leads one walk of a depth-first search: towards its goal, then to what is wanted, then to the nearest end.</summary>
/// <param name="walker">The walker that is led.</param>
/// <param name="trail">The decisions to repeat, and where they go on.</param>
/// <param name="watch">Tells what the walk runs into.</param>
/// <param name="aim">What the walk is for; null to take options in the order of the source.</param>
/// <param name="reach">Tells what lies ahead.</param>
/// <param name="maxLoopIterations">The iterations of a loop that has no bound of its own.</param>
internal sealed class TrailGuide(Walker walker, WalkTrail trail, NogoodWatch watch, WalkAim? aim, FlatReach reach, int maxLoopIterations)
    : IWalkGuide
{
    // All sets of so many flows are tried; of more only the first.
    private const int MostOptional = 10;

    private int _depth;

    /// <inheritdoc />
    public bool Stops { get; private set; }

    /// <summary>What ruled the walk out; null for nothing.</summary>
    public Nogood? Against { get; private set; }

    /// <inheritdoc />
    public Arc Decide(Vertex decision, IReadOnlyList<Arc> possible)
    {
        if (possible.Count == 1)
        {
            return possible[0];
        }

        Read();
        var ranked = aim is null ? possible : aim.Rank(possible, reach);
        return ranked[Take(decision, 'd', ranked.Count)];
    }

    /// <inheritdoc />
    public IReadOnlyList<Arc> Choose(Vertex choice, IReadOnlyList<Arc> optional, bool mayBeNone)
    {
        Read();
        var count = Math.Min(optional.Count, MostOptional);
        trail.IsCut |= count < optional.Count;
        // Sets of flows are the numbers of their bits: all flows first, none last.
        var all = (1 << count) - 1;
        var sets = mayBeNone ? all + 1 : all;
        var first = aim is null ? all : SetOf(aim.Prefer(choice, optional, mayBeNone, reach), optional);
        first = first == 0 && !mayBeNone ? all : first;
        var option = Take(choice, 'c', sets);
        var set =
            option == 0 ? first
            : all - option + 1 > first ? all - option + 1
            : all - option;
        return [.. optional.Where((_, i) => i < count && (set & (1 << i)) != 0)];
    }

    /// <inheritdoc />
    public int Iterate(Vertex activity)
    {
        Read();
        var range = LoopRange.Of(activity.Node!, maxLoopIterations);
        var counts = new[] { Math.Clamp(1, range.Least, range.Most), range.Least, range.Most }.Distinct();
        var ranked = aim is null ? [.. counts] : counts.OrderBy(count => aim.Goal.Asks(activity, count) ? 0 : 1).ToList();
        return ranked[Take(activity, 'i', ranked.Count)];
    }

    /// <inheritdoc />
    public IReadOnlyList<Arc> Order(Vertex split, IReadOnlyList<Arc> branches) =>
        aim is { IsReversed: true } ? [.. branches.Reverse()] : branches;

    private static int SetOf(IReadOnlyList<Arc> chosen, IReadOnlyList<Arc> optional)
    {
        var set = 0;
        for (var i = 0; i < Math.Min(optional.Count, MostOptional); i++)
        {
            set |= chosen.Contains(optional[i]) ? 1 << i : 0;
        }

        return set;
    }

    private void Read()
    {
        watch.Read(walker.Current);
        aim?.Goal.Read(walker.Current);
    }

    private int Take(Vertex at, char kind, int options)
    {
        if (Stops || options == 1)
        {
            return 0;
        }

        List<Vertex> heads = [at, .. walker.Snapshot.Open()];
        Against = watch.Broken(heads);
        if (Against is not null || (reach.IsExact && aim?.Goal.Ahead.Any(place => !IsAhead(place, heads)) == true))
        {
            trail.CutAt(_depth);
            Stops = true;
            return 0;
        }

        var option = trail.Take(_depth++, options, () => StateAt(at, kind, heads));
        Stops = option is null;
        return option ?? 0;
    }

    private bool IsAhead(Vertex place, List<Vertex> heads)
    {
        var leading = reach.LeadingTo(place);
        return heads.Exists(head => leading[head.Index]);
    }

    private string StateAt(Vertex at, char kind, List<Vertex> heads)
    {
        var text = new StringBuilder().Append(kind).Append(at.Index);
        walker.Snapshot.AppendTo(text);
        watch.AppendTo(text, heads);
        aim?.Goal.AppendTo(text);
        return text.ToString();
    }
}
