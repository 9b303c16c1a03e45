using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Orchestra.Api.Data.Migrations
{
    /// <inheritdoc />
    public partial class DataSetScopes : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "origin",
                schema: "api",
                table: "test_data_set",
                type: "text",
                nullable: false,
                defaultValue: "Manual");

            migrationBuilder.AddColumn<int>(
                name: "revision",
                schema: "api",
                table: "test_data_set",
                type: "integer",
                nullable: false,
                defaultValue: 1);

            migrationBuilder.AddColumn<Guid>(
                name: "scenario_id",
                schema: "api",
                table: "test_data_set",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "scope",
                schema: "api",
                table: "test_data_set",
                type: "text",
                nullable: false,
                defaultValue: "Global");

            migrationBuilder.AddColumn<Guid>(
                name: "suite_id",
                schema: "api",
                table: "test_data_set",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "revision",
                schema: "api",
                table: "environment",
                type: "integer",
                nullable: false,
                defaultValue: 1);

            migrationBuilder.CreateIndex(
                name: "IX_test_data_set_tenant_id_scenario_id",
                schema: "api",
                table: "test_data_set",
                columns: new[] { "tenant_id", "scenario_id" });

            migrationBuilder.CreateIndex(
                name: "IX_test_data_set_tenant_id_suite_id",
                schema: "api",
                table: "test_data_set",
                columns: new[] { "tenant_id", "suite_id" });

            migrationBuilder.AddCheckConstraint(
                name: "scope_names_its_owner",
                schema: "api",
                table: "test_data_set",
                sql: "(scope = 'Global') = (suite_id is null) and (scope = 'Scenario') = (scenario_id is not null)");

            migrationBuilder.AddForeignKey(
                name: "FK_test_data_set_scenario_suite_tenant_id_suite_id",
                schema: "api",
                table: "test_data_set",
                columns: new[] { "tenant_id", "suite_id" },
                principalSchema: "api",
                principalTable: "scenario_suite",
                principalColumns: new[] { "tenant_id", "id" },
                onDelete: ReferentialAction.Cascade);

            migrationBuilder.AddForeignKey(
                name: "FK_test_data_set_test_scenario_tenant_id_scenario_id",
                schema: "api",
                table: "test_data_set",
                columns: new[] { "tenant_id", "scenario_id" },
                principalSchema: "api",
                principalTable: "test_scenario",
                principalColumns: new[] { "tenant_id", "id" },
                onDelete: ReferentialAction.Cascade);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "FK_test_data_set_scenario_suite_tenant_id_suite_id",
                schema: "api",
                table: "test_data_set");

            migrationBuilder.DropForeignKey(
                name: "FK_test_data_set_test_scenario_tenant_id_scenario_id",
                schema: "api",
                table: "test_data_set");

            migrationBuilder.DropIndex(
                name: "IX_test_data_set_tenant_id_scenario_id",
                schema: "api",
                table: "test_data_set");

            migrationBuilder.DropIndex(
                name: "IX_test_data_set_tenant_id_suite_id",
                schema: "api",
                table: "test_data_set");

            migrationBuilder.DropCheckConstraint(
                name: "scope_names_its_owner",
                schema: "api",
                table: "test_data_set");

            migrationBuilder.DropColumn(
                name: "origin",
                schema: "api",
                table: "test_data_set");

            migrationBuilder.DropColumn(
                name: "revision",
                schema: "api",
                table: "test_data_set");

            migrationBuilder.DropColumn(
                name: "scenario_id",
                schema: "api",
                table: "test_data_set");

            migrationBuilder.DropColumn(
                name: "scope",
                schema: "api",
                table: "test_data_set");

            migrationBuilder.DropColumn(
                name: "suite_id",
                schema: "api",
                table: "test_data_set");

            migrationBuilder.DropColumn(
                name: "revision",
                schema: "api",
                table: "environment");
        }
    }
}
