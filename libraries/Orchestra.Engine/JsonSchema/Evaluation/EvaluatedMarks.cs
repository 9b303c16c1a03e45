using System.Text.Json;

namespace Orchestra.Engine.JsonSchema.Evaluation;

/// <summary>
/// Which members of one object or array some keyword has looked at, by position: what <c>unevaluatedProperties</c>
/// and <c>unevaluatedItems</c> need to know. Kept only below a schema that has one of them.
/// </summary>
internal sealed class EvaluatedMarks(int members)
{
    private bool[]? _marked;
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

    public void Mark(int position) => (_marked ??= new bool[members])[position] = true;

    public void MarkAll() => _all = true;

    public bool IsMarked(int position) => _all || (_marked is not null && _marked[position]);

    public void Merge(EvaluatedMarks other)
    {
        _all |= other._all;
        if (_all || other._marked is null)
        {
            return;
        }

        for (var i = 0; i < members; i++)
        {
            if (other._marked[i])
            {
                Mark(i);
            }
        }
    }
}
