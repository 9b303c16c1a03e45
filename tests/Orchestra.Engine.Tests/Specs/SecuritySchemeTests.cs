namespace Orchestra.Engine.Tests.Specs;

public sealed class SecuritySchemeTests
{
    [Test]
    public void An_operation_knows_the_names_in_which_API_keys_are_sent()
    {
        var endpoint = SpecTexts.Only(
            SpecTexts.Small(
                end: """
                components:
                  securitySchemes:
                    byQuery: { type: apiKey, in: query, name: key }
                    byHeader: { type: apiKey, in: header, name: X-House }
                    byCookie: { type: apiKey, in: cookie, name: session }
                    again: { $ref: '#/components/securitySchemes/byQuery' }
                    bearer: { type: http, scheme: bearer }
                """
            )
        );

        Assert.That(endpoint.CredentialNames.Distinct(), Is.EqualTo((string[])["key", "X-House"]));
    }
}
