# The 80 blood cells that come with Seurat, in clusters with names that are easy to get wrong.
#
#   Rscript pbmc_small.R [labels.csv]

arguments <- commandArgs(trailingOnly = FALSE)
here <- dirname(sub("^--file=", "", grep("^--file=", arguments, value = TRUE)[1]))
source(file.path(here, "annotate_seurat.R"))

pbmc <- UpdateSeuratObject(pbmc_small)
odd <- c("0" = "0", "1" = "a_b", "2" = NA)
pbmc$cluster <- unname(odd[as.character(pbmc$RNA_snn_res.1)])
pbmc <- annotate_seurat(pbmc, "cluster", "immune_core")

told <- pbmc@meta.data[, c("cluster", "hierannot_export_label", "hierannot_export_status", "hierannot_confidence")]
print(as.data.frame(table(told, useNA = "ifany", dnn = c("cluster", "label", "status", "confidence")),
                    stringsAsFactors = FALSE) |> subset(Freq > 0), row.names = FALSE)

out <- commandArgs(trailingOnly = TRUE)
if (length(out) > 0) {
  write.csv(pbmc@meta.data, out[1])
}
