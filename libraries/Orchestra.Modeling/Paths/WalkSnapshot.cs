using System.Text;

namespace Orchestra.Modeling.Paths;

/// <summary>What a walker has open: all that decides how its walk can go on from a place.</summary>
internal sealed class WalkSnapshot(Stack<Frame> frames, Dictionary<Arc, int> taken, Dictionary<Vertex, int> iterationsLeft)
{
    /// <summary>Writes it down: from the same place and the same text the same ways lead on.</summary>
    public void AppendTo(StringBuilder text)
    {
        foreach (var frame in frames)
        {
            text.Append('f').Append(frame.Owner.Index);
            if (frame.Run is { } run)
            {
                text.Append('b').Append(frame.NextBranch).AppendJoin(',', run.Branches.Select(branch => branch.Index));
                text.Append('w').AppendJoin(',', frame.Waiting.Select(vertex => vertex.Index));
            }
        }

        foreach (var (arc, times) in taken.OrderBy(entry => entry.Key.Index))
        {
            text.Append('t').Append(arc.Index).Append('*').Append(times);
        }

        foreach (var (vertex, left) in iterationsLeft.OrderBy(entry => entry.Key.Index))
        {
            text.Append('i').Append(vertex.Index).Append('*').Append(left);
        }
    }

    /// <summary>Where the walk will go on beside the place where it is: branches still to run, joins, the ways out of sub-processes.</summary>
    public IEnumerable<Vertex> Open()
    {
        foreach (var frame in frames)
        {
            if (frame.Run is { } run)
            {
                foreach (var branch in run.Branches.Skip(frame.NextBranch))
                {
                    yield return branch.Target;
                }

                foreach (var waiting in frame.Waiting)
                {
                    yield return waiting;
                }
            }
            else
            {
                yield return frame.Owner.Exit!;
            }
        }

        // A marked sub-process is entered again from where it is left; no arc leads there.
        foreach (var (vertex, left) in iterationsLeft)
        {
            if (left > 0)
            {
                yield return vertex;
            }
        }
    }
}
