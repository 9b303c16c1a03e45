using System.Text;

namespace Orchestra.Modeling.Paths.Feasible;

/// <summary>Follows one walk and tells when it runs into something that is known to be impossible.</summary>
internal sealed class NogoodWatch
{
    private readonly IReadOnlyList<Nogood> _nogoods;
    private readonly FlatReach _reach;
    private readonly Dictionary<string, int> _passes = new(StringComparer.Ordinal);
    private int _read;

    /// <summary>Prepares a walk.</summary>
    public NogoodWatch(IReadOnlyList<Nogood> nogoods, FlatReach reach)
    {
        (_nogoods, _reach) = (nogoods, reach);
        foreach (var mark in nogoods.SelectMany(nogood => nogood.Present.Concat(nogood.Absent)))
        {
            _passes[mark.Id] = 0;
        }
    }

    /// <summary>Reads on to where the walk is now.</summary>
    public void Read(Walk walk)
    {
        if (_nogoods.Count == 0)
        {
            return;
        }

        for (; _read < walk.Elements.Count; _read++)
        {
            var id = walk.Elements[_read].NodeId ?? walk.Elements[_read].EdgeId!;
            if (_passes.TryGetValue(id, out var passes))
            {
                _passes[id] = passes + 1;
            }
        }
    }

    /// <summary>What rules the walk out, whatever follows; null where nothing does.</summary>
    /// <param name="heads">Where it goes on from; empty at its end.</param>
    public Nogood? Broken(IReadOnlyList<Vertex> heads)
    {
        foreach (var nogood in _nogoods)
        {
            if (nogood.RulesOut(_passes) && (heads.Count == 0 || !nogood.Absent.Any(mark => MayCome(mark, heads))))
            {
                return nogood;
            }
        }

        return null;
    }

    /// <summary>Writes what the walk has of everything that it could still run into.</summary>
    public void AppendTo(StringBuilder text, IReadOnlyList<Vertex> heads)
    {
        for (var i = 0; i < _nogoods.Count; i++)
        {
            var nogood = _nogoods[i];
            if (nogood.Absent.Any(Has) || nogood.Present.Any(mark => !Has(mark) && !MayCome(mark, heads)))
            {
                continue;
            }

            text.Append('n').Append(i);
            foreach (var mark in nogood.Present.Concat(nogood.Absent))
            {
                text.Append(',').Append(Math.Min(_passes[mark.Id], mark.Pass));
            }
        }
    }

    private bool Has(Mark mark) => _passes[mark.Id] >= mark.Pass;

    private bool MayCome(Mark mark, IReadOnlyList<Vertex> heads)
    {
        if (!_reach.IsExact || _reach.PlaceOf(mark.Id) is not { } place)
        {
            return true;
        }

        var leading = _reach.LeadingTo(place);
        var from = heads.Count(head => leading[head.Index]);
        return from > 0 && (mark.Pass - _passes[mark.Id] <= 1 || from > 1 || _reach.MayRepeat(place));
    }
}
