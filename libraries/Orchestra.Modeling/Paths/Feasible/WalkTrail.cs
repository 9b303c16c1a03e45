namespace Orchestra.Modeling.Paths.Feasible;

/// <summary>
/// The decisions of a walk that is searched depth first: each walk repeats those of the one before up to the last that has another option left.
/// A place that was left with the same state and without success is not searched again.
/// </summary>
/// <param name="remembers">Whether a state tells all: it does not where finished activities may be compensated later.</param>
internal sealed class WalkTrail(bool remembers)
{
    private readonly List<Level> _levels = [];
    private readonly HashSet<string> _failed = new(StringComparer.Ordinal);
    private int _version;

    /// <summary>Whether options were left out, so that the end of the search proves nothing.</summary>
    public bool IsCut { get; set; }

    /// <summary>The option to take at a depth; null where the same place has failed before.</summary>
    /// <param name="depth">How many decisions come before it.</param>
    /// <param name="options">How many options there are.</param>
    /// <param name="state">All that decides what can follow.</param>
    public int? Take(int depth, int options, Func<string> state)
    {
        if (depth == _levels.Count)
        {
            var key = state();
            if (_failed.Contains(key))
            {
                return null;
            }

            _levels.Add(new Level(key, options, _version));
        }

        return _levels[depth].Option;
    }

    /// <summary>Leaves out what is deeper: no option there can help.</summary>
    public void CutAt(int depth) => _levels.RemoveRange(depth, _levels.Count - depth);

    /// <summary>Moves on to the next option; false where there is none.</summary>
    public bool MoveOn()
    {
        while (_levels is [.., var last])
        {
            if (++last.Option < last.Options)
            {
                return true;
            }

            _levels.RemoveAt(_levels.Count - 1);
            if (remembers && !last.IsTainted && last.Version == _version)
            {
                _failed.Add(last.State);
            }
        }

        return false;
    }

    /// <summary>The walk just made did not fail for what its states say: they must not be taken for failed.</summary>
    public void Taint() => _levels.ForEach(level => level.IsTainted = true);

    /// <summary>More is known now of what cannot be: states are written otherwise from here on.</summary>
    public void Renew()
    {
        _version++;
        _failed.Clear();
    }

    private sealed class Level(string state, int options, int version)
    {
        public string State { get; } = state;

        public int Options { get; } = options;

        public int Version { get; } = version;

        public int Option { get; set; }

        public bool IsTainted { get; set; }
    }
}
