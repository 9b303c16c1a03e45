using System.Text.Json;

namespace Orchestra.Engine.JsonSchema.Evaluation;

/// <summary>
/// Which members of one object or array some keyword has looked at, by position: what <c>unevaluatedProperties</c>
/// and <c>unevaluatedItems</c> need to know. Kept only below a schema that has one of them.
/// </summary>
internal sealed class EvaluatedMarks(int members)
{
    private const int WordBits = 64;

    // The first members in a word of their own: most instances need no more.
    private ulong _first;
    private ulong[]? _rest;
    private bool _all;

    public static EvaluatedMarks? For(JsonElement instance) =>
        instance.ValueKind switch
        {
            JsonValueKind.Object => new EvaluatedMarks(instance.GetPropertyCount()),
            JsonValueKind.Array => new EvaluatedMarks(instance.GetArrayLength()),
            _ => null,
        };

    /// <summary>An empty set for the same instance: for a branch whose marks count only when it holds.</summary>
    public EvaluatedMarks Fork() => new(members);

    public void Mark(int position)
    {
        if (position < WordBits)
        {
            _first |= 1UL << position;
            return;
        }

        _rest ??= new ulong[(members / WordBits) + 1];
        _rest[position / WordBits] |= 1UL << (position % WordBits);
    }

    public void MarkAll() => _all = true;

    public bool IsMarked(int position)
    {
        if (_all)
        {
            return true;
        }

        var word = position < WordBits ? _first : _rest?[position / WordBits] ?? 0;
        return (word & (1UL << (position % WordBits))) != 0;
    }

    public void Merge(EvaluatedMarks other)
    {
        _all |= other._all;
        _first |= other._first;
        if (_all || other._rest is null)
        {
            return;
        }

        _rest ??= new ulong[other._rest.Length];
        for (var i = 0; i < _rest.Length; i++)
        {
            _rest[i] |= other._rest[i];
        }
    }
}
