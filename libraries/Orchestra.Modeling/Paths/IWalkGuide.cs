namespace Orchestra.Modeling.Paths;

/// <summary>Decides for a walk. What it is offered can be taken: an end can still be reached from it.</summary>
internal interface IWalkGuide
{
    /// <summary>Whether the walk leads nowhere and is given up.</summary>
    bool Stops => false;

    /// <summary>One of the arcs that leave a decision.</summary>
    Arc Decide(Vertex decision, IReadOnlyList<Arc> possible);

    /// <summary>Any of the optional arcs of a choice.</summary>
    /// <param name="choice">The choice.</param>
    /// <param name="optional">What may be taken beside what is mandatory.</param>
    /// <param name="mayBeNone">Whether taking none leaves something to take: a mandatory arc or the default.</param>
    IReadOnlyList<Arc> Choose(Vertex choice, IReadOnlyList<Arc> optional, bool mayBeNone);

    /// <summary>How often an activity with a loop marker runs.</summary>
    int Iterate(Vertex activity) => LoopRange.Of(activity.Node!).Usual;

    /// <summary>The most times that a walk takes a back edge.</summary>
    int Limit(Arc back) => back.Bound!.Value;

    /// <summary>A loop is entered.</summary>
    void Enter(Vertex loop) { }

    /// <summary>A loop goes round once more.</summary>
    void Repeat(Vertex loop) { }

    /// <summary>The branches of a split in the order to run them.</summary>
    IReadOnlyList<Arc> Order(Vertex split, IReadOnlyList<Arc> branches) => branches;
}
