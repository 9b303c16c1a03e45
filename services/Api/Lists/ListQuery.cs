using Orchestra.Api.Validation;
using Orchestra.Contracts.Lists;

namespace Orchestra.Api.Lists;

/// <summary><c>?limit=</c> and <c>?cursor=</c> of a list; ids are UUID v7, so the cursor is the last id seen and newest comes first.</summary>
internal sealed record ListQuery(int? Limit, string? Cursor)
{
    private const int Default = 50;
    private const int Most = 200;

    public (int Limit, Guid? Before) Parse()
    {
        var faults = new FaultList().Demand(Limit is null or (>= 1 and <= Most), "limit", $"limit must be from 1 to {Most}");
        Guid? before = null;
        if (Cursor is not null)
        {
            faults.Demand(Guid.TryParseExact(Cursor, "N", out var id), "cursor", "cursor must be a nextCursor of this list");
            before = id;
        }

        faults.ThrowIfAny("the list's query is not valid");
        return (Limit ?? Default, before);
    }

    /// <summary>A page of rows that were asked with one more than the limit.</summary>
    public static Page<T> PageOf<T>(IReadOnlyList<T> rows, int limit, Func<T, Guid> id) =>
        rows.Count > limit ? new Page<T>([.. rows.Take(limit)], id(rows[limit - 1]).ToString("N")) : new Page<T>(rows, null);
}
