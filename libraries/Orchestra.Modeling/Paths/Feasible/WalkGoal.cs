using System.Text;

namespace Orchestra.Modeling.Paths.Feasible;

/// <summary>What a walk is looked for that has it.</summary>
internal abstract class WalkGoal
{
    /// <summary>Begins a new walk.</summary>
    public abstract void Start();

    /// <summary>Reads on to where the walk is now.</summary>
    public abstract void Read(Walk walk);

    /// <summary>Whether the walk, as read, has all of it.</summary>
    public abstract bool IsMet { get; }

    /// <summary>Where the walk must still come by for what it does not have yet.</summary>
    public abstract IEnumerable<Vertex> Ahead { get; }

    /// <summary>Whether an arc is itself what is looked for.</summary>
    public abstract bool Asks(Arc arc);

    /// <summary>Whether it is looked for that an activity runs so many times.</summary>
    public virtual bool Asks(Vertex activity, int iterations) => false;

    /// <summary>Writes what the walk has of it.</summary>
    public abstract void AppendTo(StringBuilder text);
}
