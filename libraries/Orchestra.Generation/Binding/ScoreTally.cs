using Orchestra.Contracts.Scenarios;

namespace Orchestra.Generation.Binding;

/// <summary>Adds up what each place of an endpoint contributes to its score.</summary>
internal sealed class ScoreTally
{
    private readonly double[] _open = new double[5];
    private readonly double[] _parts = new double[5];

    /// <summary>Notes a contribution whose share is not known yet.</summary>
    public void Add(WordPlace place, double amount) => _open[(int)place] += amount;

    /// <summary>Takes the open contributions over, each with this share.</summary>
    public void Close(double share)
    {
        for (var i = 0; i < _open.Length; i++)
        {
            _parts[i] += _open[i] * share;
            _open[i] = 0;
        }
    }

    /// <summary>Scales everything so far.</summary>
    public void Scale(double factor)
    {
        for (var i = 0; i < _parts.Length; i++)
        {
            _parts[i] *= factor;
        }
    }

    /// <summary>Takes something off what the verb gives.</summary>
    public void Deduct(double amount) => _parts[(int)WordPlace.Verb] -= amount;

    /// <summary>The parts, scaled and rounded as scores are.</summary>
    public ScoreParts Parts(double factor)
    {
        double Part(WordPlace place) => Math.Round(_parts[(int)place] * factor, 3);
        return new ScoreParts(
            Part(WordPlace.OperationId),
            Part(WordPlace.Summary),
            Part(WordPlace.Path),
            Part(WordPlace.Tags),
            Part(WordPlace.Verb)
        );
    }
}
