using System.Runtime.CompilerServices;
using Orchestra.Contracts.Specs;
using Orchestra.Engine.JsonSchema;

namespace Orchestra.Engine.Plugins.Http;

/// <summary>The schemas of endpoints, compiled once for each endpoint object, which lives as long as its plan.</summary>
internal sealed class CompiledSchemas
{
    private readonly ConditionalWeakTable<SpecEndpoint, Dictionary<(string Pointer, MessageDirection Way), CompiledSchema>> _compiled = [];

    /// <summary>The schema at a pointer.</summary>
    /// <exception cref="SchemaException">The spec's schema cannot be used.</exception>
    public CompiledSchema Of(SpecEndpoint endpoint, string pointer, MessageDirection way)
    {
        var cache = _compiled.GetValue(endpoint, _ => []);
        lock (cache)
        {
            if (!cache.TryGetValue((pointer, way), out var schema))
            {
                if (!SchemaDialects.TryParse(endpoint.Dialect, out var dialect))
                {
                    throw new InvalidDataException($"the plan names an unknown schema dialect '{endpoint.Dialect}'");
                }

                schema = SchemaCompiler.Compile(
                    endpoint.SchemaDocument,
                    dialect,
                    pointer,
                    new SchemaOptions { AssertFormats = true, Direction = way }
                );
                cache[(pointer, way)] = schema;
            }

            return schema;
        }
    }
}
