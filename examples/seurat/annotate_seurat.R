# Names for the clusters of a Seurat object, by hierannot_dsl through reticulate. Works with Seurat 4 and 5.
#
#   source("annotate_seurat.R")
#   pbmc <- annotate_seurat(pbmc, "seurat_clusters", "immune_core")
#   DimPlot(pbmc, group.by = "hierannot_export_label_with_cluster")

library(Seurat)
library(reticulate)

# Mean counts of every cluster: genes x clusters, columns named as the clusters are. Cells whose cluster is NA
# are left out. Seurat 5 renames groups ("0" becomes "g0", "a_b" becomes "a-b"), so it is given names that it
# leaves alone, and each column gets its cluster's own name back.
cluster_mean_counts <- function(object, cluster_col, assay = "RNA") {
  clusters <- as.character(object@meta.data[[cluster_col]])
  ids <- sort(unique(clusters[!is.na(clusters)]))
  if (length(ids) == 0) stop("no cell of this object has a cluster in `", cluster_col, "`")
  object$hierannot_group <- paste0("c", match(clusters, ids))
  object <- object[, !is.na(clusters)]
  counts <- if (packageVersion("Seurat") >= "5.0.0") list(layer = "counts") else list(slot = "counts")
  means <- do.call(AverageExpression, c(
    list(object, assays = assay, group.by = "hierannot_group", verbose = FALSE), counts
  ))[[assay]]
  means <- as.data.frame(as.matrix(means))
  if (length(ids) == 1) colnames(means) <- "c1" # Seurat calls the only group "all"
  means <- means[, paste0("c", seq_along(ids)), drop = FALSE]
  colnames(means) <- ids
  means
}

# A pandas data frame as one of R. By way of lists: reticulate before 1.38 does not know the arrays of numpy 2.
r_frame <- function(frame) {
  as.data.frame(py_to_r(frame$to_dict("list")), check.names = FALSE, stringsAsFactors = FALSE)
}

# Add labels to the metadata of a Seurat object: hierannot_export_label, hierannot_export_status,
# hierannot_confidence and more, NA for cells without a cluster. `hierarchy` is the name of a built-in
# hierarchy, or the path of a .hier file.
annotate_seurat <- function(object, cluster_col, hierarchy, assay = "RNA",
                            columns = c("export_label", "export_label_with_cluster", "export_status",
                                        "confidence", "confidence_score", "path")) {
  if (!cluster_col %in% colnames(object@meta.data)) {
    stop("no column `", cluster_col, "` in the metadata of this object")
  }
  hierannot <- import("hierannot_dsl", convert = FALSE)
  roots <- if (endsWith(hierarchy, ".hier")) hierannot$read_hierarchy(hierarchy)
           else hierannot$get_builtin_hierarchy(hierarchy)
  pipe <- hierannot$HierAnnotPipeline(root_programs = roots, preset = "auto", input_type = "raw_cluster_means")
  result <- pipe$fit_score(cluster_mean_counts(object, cluster_col, assay))
  export <- r_frame(hierannot$make_cluster_annotation_export_summary(result))

  cells <- match(as.character(object@meta.data[[cluster_col]]), export$cluster_id)
  labels <- export[cells, paste0("annot_", columns), drop = FALSE]
  colnames(labels) <- paste0("hierannot_", columns)
  rownames(labels) <- colnames(object)
  AddMetaData(object, metadata = labels)
}
