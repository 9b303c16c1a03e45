using System.Text;

namespace Orchestra.Contracts.Json;

/// <summary>The order in which jsonb keeps an object's keys: the shorter first, then by bytes, both in UTF-8.</summary>
internal sealed class JsonbKeyOrder : IComparer<string>
{
    public static JsonbKeyOrder Instance { get; } = new();

    public int Compare(string? x, string? y)
    {
        var (left, right) = (Encoding.UTF8.GetBytes(x ?? ""), Encoding.UTF8.GetBytes(y ?? ""));
        return left.Length != right.Length ? left.Length - right.Length : left.AsSpan().SequenceCompareTo(right);
    }
}
