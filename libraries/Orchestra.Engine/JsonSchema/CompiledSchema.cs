using System.Text.Json;
using Orchestra.Engine.JsonSchema.Evaluation;

namespace Orchestra.Engine.JsonSchema;

/// <summary>A schema ready for use: immutable, and safe for use by several threads.</summary>
public sealed class CompiledSchema
{
    private readonly SchemaNode _root;
    private readonly SchemaOptions _options;

    internal CompiledSchema(SchemaNode root, SchemaOptions options)
    {
        _root = root;
        _options = options;
    }

    /// <summary>Where the schema stands in its document.</summary>
    public string Pointer => _root.Pointer;

    /// <summary>True when the instance meets the schema; stops at the first violation.</summary>
    public bool IsValid(JsonElement instance)
    {
        Require(instance);
        var context = new EvaluationContext(_options, collecting: false);
        return Run(instance, context) && context.Abort is null;
    }

    /// <summary>Checks the instance and explains every violation, up to <see cref="SchemaOptions.MaxErrors"/>.</summary>
    public SchemaResult Validate(JsonElement instance)
    {
        // Most instances are valid: the pass that builds no messages answers for them.
        if (IsValid(instance))
        {
            return SchemaResult.Valid;
        }

        var context = new EvaluationContext(_options, collecting: true);
        Run(instance, context);
        return new SchemaResult(context.Findings());
    }

    private bool Run(JsonElement instance, EvaluationContext context)
    {
        try
        {
            return _root.Evaluate(instance, context, marks: null);
        }
        catch (InsufficientExecutionStackException)
        {
            // Comparing two deeply nested values ran out of stack; evaluation itself stops before that.
            context.Stop(_root.Pointer, "$limit", "the instance is nested too deeply to be compared");
            return false;
        }
    }

    private static void Require(JsonElement instance)
    {
        if (instance.ValueKind == JsonValueKind.Undefined)
        {
            throw new ArgumentException("there is no instance to validate", nameof(instance));
        }
    }
}
