namespace Orchestra.Modeling.Sequence;

/// <summary>Who is active, and for whom: <c>return</c> answers the caller of whoever was activated last.</summary>
internal sealed class Activations
{
    private readonly Dictionary<Participant, Participant?> _callers = [];
    private readonly Dictionary<Participant, Stack<Activation>> _active = [];
    private readonly Stack<Activation> _all = new();

    /// <summary>A participant was called: an activation that follows is for this caller.</summary>
    public void Called(Participant participant, Participant? caller) => _callers[participant] = caller;

    /// <summary>A participant begins to work.</summary>
    public void Activate(Participant participant)
    {
        var activation = new Activation(participant, _callers.GetValueOrDefault(participant));
        if (!_active.TryGetValue(participant, out var own))
        {
            _active[participant] = own = new Stack<Activation>();
        }

        own.Push(activation);
        _all.Push(activation);
    }

    /// <summary>A participant has done its last work; false when it has none.</summary>
    public bool Deactivate(Participant participant)
    {
        if (!_active.TryGetValue(participant, out var own) || !own.TryPop(out var activation))
        {
            return false;
        }

        activation.IsOver = true;
        return true;
    }

    /// <summary>Ends the last activation; null when there is none.</summary>
    public (Participant From, Participant? To)? Return()
    {
        while (_all.TryPop(out var activation))
        {
            if (!activation.IsOver)
            {
                Deactivate(activation.Of);
                return (activation.Of, activation.For);
            }
        }

        return null;
    }

    private sealed class Activation(Participant of, Participant? caller)
    {
        public Participant Of => of;

        public Participant? For => caller;

        public bool IsOver { get; set; }
    }
}
