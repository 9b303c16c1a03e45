using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Orchestra.Api.Data;
using Orchestra.Api.Data.Entities;
using Orchestra.Contracts.Errors;
using Orchestra.ServiceDefaults.Errors;
using Orchestra.ServiceDefaults.Tenancy;

namespace Orchestra.Api.Features.DataSets.Import;

/// <summary>
/// POST /datasets/import: each row of a file becomes a data set, because a run takes one set of values. All rows or none: a fault
/// refuses the file, with the faults by row and column.
/// </summary>
internal static class ImportDataSets
{
    public sealed record Row(int Number, int Line, Guid? Id, string Name, JsonObject? Data);

    /// <summary>What was imported, or in a preview what would be.</summary>
    /// <param name="Stored">How many data sets were made.</param>
    /// <param name="Format">What the file was read as.</param>
    /// <param name="Delimiter">What separates its cells.</param>
    /// <param name="Columns">Its columns.</param>
    /// <param name="RowCount">How many rows could be read.</param>
    /// <param name="Rows">The data sets; a preview shows the first with their data.</param>
    /// <param name="FaultCount">How many faults there are.</param>
    /// <param name="Faults">The first of them.</param>
    public sealed record Response(
        int Stored,
        ImportFormat Format,
        string? Delimiter,
        IReadOnlyList<string> Columns,
        int RowCount,
        IReadOnlyList<Row> Rows,
        int FaultCount,
        IReadOnlyList<Fault> Faults
    );

    public static async Task<Results<Ok<Response>, Created<Response>>> HandleAsync(
        HttpRequest http,
        [AsParameters] ImportQuery query,
        ApiDbContext db,
        TenantContext tenant,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        query.DemandGood();
        var place = await DataSetPlace.FindAsync(query.ScopeOrNull, query.SuiteId, query.ScenarioId, db, cancellationToken);
        var upload = await UploadedText.ReadAsync(http, cancellationToken);
        var faults = new ImportFaults();
        var file =
            query.FormatOf(upload) == ImportFormat.Csv
                ? CsvFile.Read(upload.Text, query.Separator, query.TypeQuoted == true, faults)
                : JsonFile.Read(upload.Text, faults);
        CheckSizes(file, faults);
        var rows = await RowNames.GiveAsync(file, query.NameColumn, PrefixOf(query, upload), db, faults, cancellationToken);
        if (query.Preview == true)
        {
            var shown = rows.Take(ImportLimits.MaxPreview).Select(row => new Row(row.Row, row.Line, null, row.Name, row.Data));
            return TypedResults.Ok(ResponseOf(file, 0, [.. shown], faults));
        }

        if (faults.Count > 0)
        {
            throw new ApiException(ErrorCode.BadRequest, $"the file has {faults.Count} fault(s), nothing was imported", faults.Listed);
        }

        var stored = await StoreAsync(rows, query, place, db, tenant, time, cancellationToken);
        return TypedResults.Created((string?)null, ResponseOf(file, stored.Count, stored, faults));
    }

    private static void CheckSizes(ImportedFile file, ImportFaults faults)
    {
        foreach (var row in file.Rows)
        {
            if (DataSetRequest.FaultOf(row.Data) is { } fault)
            {
                faults.Add(row.Row, row.Line, null, $"it {fault}");
            }
        }
    }

    private static string PrefixOf(ImportQuery query, UploadedText upload)
    {
        var name = query.Name ?? Path.GetFileNameWithoutExtension(upload.FileName) ?? "";
        name = new string([.. name.Where(c => !char.IsControl(c)).Take(190)]).Trim();
        return name.Length > 0 ? name : "import";
    }

    private static async Task<List<Row>> StoreAsync(
        IReadOnlyList<ImportedRow> rows,
        ImportQuery query,
        DataSetPlace place,
        ApiDbContext db,
        TenantContext tenant,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        var now = time.GetUtcNow();
        // A millisecond apart, so that lists, which go by ids, have the rows in their order.
        var sets = rows.Select(
                (row, i) =>
                    new DataSet
                    {
                        TenantId = tenant.TenantId,
                        Id = Guid.CreateVersion7(now.AddMilliseconds(i - rows.Count)),
                        Name = row.Name,
                        Scope = place.Scope,
                        SuiteId = place.SuiteId,
                        ScenarioId = place.ScenarioId,
                        Origin = DataSetOrigin.Imported,
                        Tags = [.. query.Tag ?? []],
                        Data = row.Data,
                        CreatedAt = now,
                        CreatedBy = tenant.Principal.Subject,
                    }
            )
            .ToList();
        db.DataSets.AddRange(sets);
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException e) when (UniqueViolation.Is(e))
        {
            throw new ApiException(ErrorCode.Conflict, "somebody just took one of the names: nothing was imported, import again");
        }
        catch (DbUpdateException e) when (ForeignKeyViolation.Is(e))
        {
            throw new ApiException(ErrorCode.Conflict, "the suite or scenario that the data sets belong to was just deleted");
        }

        return [.. rows.Zip(sets, (row, set) => new Row(row.Row, row.Line, set.Id, row.Name, null))];
    }

    private static Response ResponseOf(ImportedFile file, int stored, IReadOnlyList<Row> rows, ImportFaults faults) =>
        new(stored, file.Format, file.Delimiter?.ToString(), file.Columns, file.Rows.Count, rows, faults.Count, faults.Listed);
}
