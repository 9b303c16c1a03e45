namespace Orchestra.Modeling.Covering.Solving;

/// <summary>Removes values that a constraint forbids, and everything that follows from it.</summary>
internal sealed class Propagation
{
    // Trying every open value of a wide constraint costs more than the search that it saves.
    private const int MaxTrials = 2_000;

    private readonly CoveringModel _model;
    private readonly ConstraintNetwork _network;
    private readonly CoveringDomains _domains;
    private readonly List<(int Word, ulong Before)> _trail;
    private readonly Queue<int> _queue = new();
    private readonly bool[] _isQueued;
    private readonly ulong[] _saved;

    public Propagation(CoveringModel model, ConstraintNetwork network, CoveringDomains domains, List<(int Word, ulong Before)> trail)
    {
        (_model, _network, _domains, _trail) = (model, network, domains, trail);
        _isQueued = new bool[model.Constraints.Count];
        _saved = new ulong[model.Factors.Max(factor => CoveringDomains.WordsOf(factor.Values))];
    }

    /// <summary>Lets every constraint speak; false when no row is left.</summary>
    public bool Everything()
    {
        for (var i = 0; i < _isQueued.Length; i++)
        {
            Enqueue(i);
        }

        return Run();
    }

    /// <summary>Gives a factor a value; false when no row is left. Changes are on the trail in both cases.</summary>
    public bool Fix(int factor, int value)
    {
        if (_domains.Count(factor) == 1)
        {
            return true;
        }

        for (var word = _domains.WordStart(factor); word < _domains.WordEnd(factor); word++)
        {
            Set(word, word - _domains.WordStart(factor) == value >> 6 ? 1UL << value : 0);
        }

        EnqueueAll(factor);
        return Run();
    }

    private bool Run()
    {
        while (_queue.TryDequeue(out var index))
        {
            _isQueued[index] = false;
            if (!Revise(_model.Constraints[index]))
            {
                foreach (var queued in _queue)
                {
                    _isQueued[queued] = false;
                }

                _queue.Clear();
                return false;
            }
        }

        return true;
    }

    private bool Revise(CoveringConstraint constraint)
    {
        var verdict = constraint.Judge(_domains);
        if (verdict != CoveringVerdict.Open)
        {
            return verdict == CoveringVerdict.Kept;
        }

        var open = 0;
        foreach (var factor in constraint.Scope)
        {
            var count = _domains.Count(factor);
            open += count > 1 ? count : 0;
        }

        if ((long)open * constraint.Scope.Count > MaxTrials)
        {
            return true;
        }

        foreach (var factor in constraint.Scope)
        {
            if (_domains.Count(factor) > 1 && !Narrow(constraint, factor))
            {
                return false;
            }
        }

        return true;
    }

    // Each value that is left is tried alone.
    private bool Narrow(CoveringConstraint constraint, int factor)
    {
        var (start, end) = (_domains.WordStart(factor), _domains.WordEnd(factor));
        var changed = false;
        for (var value = _domains.First(factor); value >= 0; value = _domains.Next(factor, value))
        {
            _domains.Of(factor).CopyTo(_saved);
            _domains.Fix(factor, value);
            var verdict = constraint.Judge(_domains);
            for (var word = start; word < end; word++)
            {
                _domains[word] = _saved[word - start];
            }

            if (verdict == CoveringVerdict.Broken)
            {
                var word = start + (value >> 6);
                Set(word, _domains[word] & ~(1UL << value));
                changed = true;
            }
        }

        if (changed)
        {
            EnqueueAll(factor);
        }

        return _domains.First(factor) >= 0;
    }

    private void Set(int word, ulong bits)
    {
        if (_domains[word] != bits)
        {
            _trail.Add((word, _domains[word]));
            _domains[word] = bits;
        }
    }

    private void EnqueueAll(int factor)
    {
        foreach (var index in _network.ConstraintsOf(factor))
        {
            Enqueue(index);
        }
    }

    private void Enqueue(int index)
    {
        if (!_isQueued[index])
        {
            _isQueued[index] = true;
            _queue.Enqueue(index);
        }
    }
}
