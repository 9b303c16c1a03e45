using System.Text.Json.Nodes;
using Orchestra.Api.Etags;
using Orchestra.Api.Features.DataSets.Import;
using Orchestra.Api.Idempotency;
using Orchestra.Api.OpenApi;
using Orchestra.ServiceDefaults.Identity;

namespace Orchestra.Api.Features.DataSets;

internal static class DataSetEndpoints
{
    public static void MapDataSets(this IEndpointRouteBuilder app)
    {
        var dataSets = app.MapGroup("/api/v1/datasets").WithTags("Data sets").RequirePermission(Permission.View);
        dataSets
            .MapPost("/", CreateDataSet.HandleAsync)
            .WithName("CreateDataSet")
            .WithSummary("Create a data set")
            .HasEtag()
            .RequirePermission(Permission.Design)
            .Idempotent();
        dataSets
            .MapPost("/import", ImportDataSets.HandleAsync)
            .WithName("ImportDataSets")
            .WithSummary("Make a data set of each row of a CSV or JSON file, or preview them")
            .Accepts<IReadOnlyList<JsonObject>>(
                "application/json",
                "application/x-ndjson",
                "application/jsonl",
                "text/csv",
                "text/tab-separated-values",
                "text/plain",
                "application/octet-stream",
                "multipart/form-data"
            )
            .WithMetadata(new FormFieldMetadata("file", "The CSV or JSON file.", IsFile: true))
            .RequirePermission(Permission.Design)
            .Idempotent();
        dataSets.MapGet("/", GetDataSets.ListAsync).WithName("ListDataSets").WithSummary("The tenant's data sets, or those that fit");
        dataSets.MapGet("/{id:guid}", GetDataSets.HandleAsync).WithName("GetDataSet").WithSummary("One data set").HasEtag();
        dataSets
            .MapPut("/{id:guid}", ChangeDataSet.HandleAsync)
            .WithName("ChangeDataSet")
            .WithSummary("Change a data set; runs keep what they were planned with")
            .DemandsEtag()
            .RequirePermission(Permission.Design);
        dataSets
            .MapDelete("/{id:guid}", DeleteDataSet.HandleAsync)
            .WithName("DeleteDataSet")
            .WithSummary("Delete a data set")
            .RequirePermission(Permission.Design);
    }
}
