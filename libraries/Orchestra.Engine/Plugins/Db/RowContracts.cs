using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using Orchestra.Contracts.Runs;
using Orchestra.Contracts.Scenarios;
using Orchestra.Contracts.Specs;
using Orchestra.Engine.JsonSchema;

namespace Orchestra.Engine.Plugins.Db;

/// <summary>Checks rows against the columns that the list of tables declares.</summary>
internal sealed class RowContracts : IContractValidator
{
    // Compiled once for each endpoint object, which lives as long as its plan.
    private readonly ConditionalWeakTable<SpecEndpoint, CompiledSchema> _compiled = [];

    /// <inheritdoc />
    public IReadOnlyList<Violation> Check(ScenarioStep step, SpecEndpoint? endpoint, StepPayload payload)
    {
        if (
            endpoint is null
            || step.Expectations.SchemaRefs.Count == 0
            || endpoint.Responses.GetValueOrDefault("rows")?.Body?.SchemaPointer is not { } pointer
            || payload.DbResult?["rows"] is not JsonArray rows
        )
        {
            return [];
        }

        var schema = _compiled.GetValue(
            endpoint,
            _ => SchemaCompiler.Compile(endpoint.SchemaDocument, SchemaDialect.Draft202012, pointer, new SchemaOptions())
        );
        var violations = new List<Violation>();
        for (var i = 0; i < rows.Count; i++)
        {
            var errors = schema.Validate(JsonSerializer.SerializeToElement(rows[i])).Errors;
            violations.AddRange(
                errors.Select(error => new Violation(
                    ViolationType.ContractViolation,
                    "schema." + error.Keyword,
                    $"row {i}, {error.InstancePointer}: {error.Message}"
                ))
            );
        }

        return violations;
    }
}
