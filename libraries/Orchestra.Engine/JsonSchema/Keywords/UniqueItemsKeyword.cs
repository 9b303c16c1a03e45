using System.Buffers;
using System.Text.Json;
using Orchestra.Engine.JsonSchema.Evaluation;
using Orchestra.Engine.JsonSchema.Values;

namespace Orchestra.Engine.JsonSchema.Keywords;

/// <summary>No two items of an array are equal.</summary>
internal sealed class UniqueItemsKeyword(string pointer) : Keyword("uniqueItems", pointer)
{
    // Up to here comparing each with each is cheaper than hashing.
    private const int FewItems = 8;

    public override InstanceKinds Kinds => InstanceKinds.Array;

    public override bool IsAssertion => true;

    public override bool Evaluate(JsonElement instance, EvaluationContext context, EvaluatedMarks? marks)
    {
        var length = instance.GetArrayLength();
        if (length < 2)
        {
            return true;
        }

        var items = ArrayPool<JsonElement>.Shared.Rent(length);
        try
        {
            var count = 0;
            foreach (var item in instance.EnumerateArray())
            {
                items[count++] = item;
            }

            return Check(items.AsSpan(0, length), context);
        }
        finally
        {
            // The document must not live on in the pool.
            ArrayPool<JsonElement>.Shared.Return(items, clearArray: true);
        }
    }

    private bool Check(ReadOnlySpan<JsonElement> items, EvaluationContext context)
    {
        var (first, second) = items.Length <= FewItems ? FindByComparing(items) : FindByHashing(items);
        return second < 0
            || (
                context.Collecting
                && context.FailAt(second, Name, Pointer, $"expected no two equal items, found item {second} equal to item {first}")
            );
    }

    private static (int First, int Second) FindByComparing(ReadOnlySpan<JsonElement> items)
    {
        for (var second = 1; second < items.Length; second++)
        {
            for (var first = 0; first < second; first++)
            {
                if (JsonEquality.AreEqual(items[first], items[second]))
                {
                    return (first, second);
                }
            }
        }

        return (-1, -1);
    }

    private static (int First, int Second) FindByHashing(ReadOnlySpan<JsonElement> items)
    {
        var seen = new Dictionary<JsonElement, int>(items.Length, JsonElementComparer.Instance);
        for (var i = 0; i < items.Length; i++)
        {
            if (!seen.TryAdd(items[i], i))
            {
                return (seen[items[i]], i);
            }
        }

        return (-1, -1);
    }
}
